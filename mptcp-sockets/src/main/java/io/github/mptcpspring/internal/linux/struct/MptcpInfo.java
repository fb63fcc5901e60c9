/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.linux.struct;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The value of the option {@code MPTCP_INFO}. Which fields exist is determined only by
 * the length that the kernel wrote.
 *
 * <pre>
 * struct mptcp_info {                       since Linux
 *     __u8  mptcpi_subflows;                5.9: additional subflows that exist now
 *     __u8  mptcpi_add_addr_signal;
 *     __u8  mptcpi_add_addr_accepted;
 *     __u8  mptcpi_subflows_max;
 *     __u8  mptcpi_add_addr_signal_max;
 *     __u8  mptcpi_add_addr_accepted_max;
 *     __u32 mptcpi_flags;
 *     __u32 mptcpi_token;
 *     __u64 mptcpi_write_seq;
 *     __u64 mptcpi_snd_una;
 *     __u64 mptcpi_rcv_nxt;
 *     __u8  mptcpi_local_addr_used;         5.12
 *     __u8  mptcpi_local_addr_max;
 *     __u8  mptcpi_csum_enabled;            5.14
 *     __u32 mptcpi_retransmits;             6.5
 *     __u64 mptcpi_bytes_retrans;
 *     __u64 mptcpi_bytes_sent;
 *     __u64 mptcpi_bytes_received;
 *     __u64 mptcpi_bytes_acked;
 *     __u8  mptcpi_subflows_total;          6.8: all subflows that exist now
 *     __u8  reserved[3];
 *     __u32 mptcpi_last_data_sent;          6.10
 *     __u32 mptcpi_last_data_recv;
 *     __u32 mptcpi_last_ack_recv;
 * };
 * </pre>
 *
 * @see <a href=
 * "https://github.com/torvalds/linux/blob/master/include/uapi/linux/mptcp.h">linux/mptcp.h</a>
 */
public final class MptcpInfo extends Struct {

	static final StructLayout MPTCP_INFO = MemoryLayout.structLayout(ValueLayout.JAVA_BYTE.withName("mptcpi_subflows"),
			ValueLayout.JAVA_BYTE.withName("mptcpi_add_addr_signal"),
			ValueLayout.JAVA_BYTE.withName("mptcpi_add_addr_accepted"),
			ValueLayout.JAVA_BYTE.withName("mptcpi_subflows_max"),
			ValueLayout.JAVA_BYTE.withName("mptcpi_add_addr_signal_max"),
			ValueLayout.JAVA_BYTE.withName("mptcpi_add_addr_accepted_max"), MemoryLayout.paddingLayout(2),
			ValueLayout.JAVA_INT.withName("mptcpi_flags"), ValueLayout.JAVA_INT.withName("mptcpi_token"),
			ValueLayout.JAVA_LONG.withName("mptcpi_write_seq"), ValueLayout.JAVA_LONG.withName("mptcpi_snd_una"),
			ValueLayout.JAVA_LONG.withName("mptcpi_rcv_nxt"), ValueLayout.JAVA_BYTE.withName("mptcpi_local_addr_used"),
			ValueLayout.JAVA_BYTE.withName("mptcpi_local_addr_max"),
			ValueLayout.JAVA_BYTE.withName("mptcpi_csum_enabled"), MemoryLayout.paddingLayout(1),
			ValueLayout.JAVA_INT.withName("mptcpi_retransmits"), ValueLayout.JAVA_LONG.withName("mptcpi_bytes_retrans"),
			ValueLayout.JAVA_LONG.withName("mptcpi_bytes_sent"),
			ValueLayout.JAVA_LONG.withName("mptcpi_bytes_received"),
			ValueLayout.JAVA_LONG.withName("mptcpi_bytes_acked"),
			ValueLayout.JAVA_BYTE.withName("mptcpi_subflows_total"), MemoryLayout.paddingLayout(3),
			ValueLayout.JAVA_INT.withName("mptcpi_last_data_sent"),
			ValueLayout.JAVA_INT.withName("mptcpi_last_data_recv"),
			ValueLayout.JAVA_INT.withName("mptcpi_last_ack_recv"))
		.withName("mptcp_info");

	/** Length of the structure in bytes. */
	public static final int LENGTH = (int) MPTCP_INFO.byteSize();

	private static final int SUBFLOWS = offset("mptcpi_subflows");

	private static final int FLAGS = offset("mptcpi_flags");

	private static final int TOKEN = offset("mptcpi_token");

	private static final int BYTES_RETRANS = offset("mptcpi_bytes_retrans");

	private static final int BYTES_SENT = offset("mptcpi_bytes_sent");

	private static final int BYTES_RECEIVED = offset("mptcpi_bytes_received");

	private static final int SUBFLOWS_TOTAL = offset("mptcpi_subflows_total");

	/** {@code MPTCP_INFO_FLAG_FALLBACK}. */
	private static final int FALLBACK = 0x1;

	/** {@code MPTCP_INFO_FLAG_REMOTE_KEY_RECEIVED}. */
	private static final int REMOTE_KEY_RECEIVED = 0x2;

	/**
	 * Create a view that the kernel can write.
	 */
	public MptcpInfo() {
		this(new byte[LENGTH], 0, 0);
	}

	/**
	 * Create a view of what the kernel has written.
	 * @param bytes the structure, as long as the kernel has it
	 */
	public MptcpInfo(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	MptcpInfo(byte[] bytes, int offset, int length) {
		super(bytes, offset, length);
	}

	private static int offset(String field) {
		return (int) MPTCP_INFO.byteOffset(PathElement.groupElement(field));
	}

	/**
	 * Return the current number of subflows including the first one. A kernel that does
	 * not report the total (before 6.8) reports the additional ones; the first one is
	 * then assumed to exist.
	 * @return the number of subflows, or empty if the kernel wrote nothing
	 */
	public OptionalInt subflows() {
		if (hasSubflowTotals()) {
			return OptionalInt.of(getUnsignedByte(SUBFLOWS_TOTAL));
		}
		return has(SUBFLOWS, Byte.BYTES) ? OptionalInt.of(getUnsignedByte(SUBFLOWS) + 1) : OptionalInt.empty();
	}

	/**
	 * Return whether the kernel reports the total number of subflows.
	 * @return {@code true} since Linux 6.8
	 */
	public boolean hasSubflowTotals() {
		return has(SUBFLOWS_TOTAL, Byte.BYTES);
	}

	/**
	 * Return whether the connection has fallen back to TCP. Only {@code sock_diag} tells:
	 * the option {@code MPTCP_INFO} of such a connection cannot be read.
	 * @return {@code true} if it has
	 */
	public boolean isFallback() {
		return has(FLAGS, Integer.BYTES) && (getInt(FLAGS) & FALLBACK) != 0;
	}

	/**
	 * Return whether the peer has confirmed MPTCP. It has not on listeners and on
	 * connections whose SYN has not been answered.
	 * @return {@code true} if the key of the peer has arrived
	 */
	public boolean isRemoteKeyReceived() {
		return has(FLAGS, Integer.BYTES) && (getInt(FLAGS) & REMOTE_KEY_RECEIVED) != 0;
	}

	/**
	 * Return the token of the connection (RFC 8684 section 3.2), which identifies it on
	 * this host.
	 * @return the token, 32 unsigned bits; 0 for listeners and for connections that have
	 * ended
	 */
	public int token() {
		return has(TOKEN, Integer.BYTES) ? getInt(TOKEN) : 0;
	}

	/**
	 * Return the number of bytes sent by the application, without retransmissions.
	 * @return the number of bytes, or empty before Linux 6.5
	 */
	public OptionalLong bytesSent() {
		return findLong(BYTES_SENT);
	}

	/**
	 * Return the number of bytes received in order.
	 * @return the number of bytes, or empty before Linux 6.5
	 */
	public OptionalLong bytesReceived() {
		return findLong(BYTES_RECEIVED);
	}

	/**
	 * Return the number of bytes that MPTCP itself sent again, on any subflow.
	 * @return the number of bytes, or empty before Linux 6.5
	 */
	public OptionalLong bytesRetransmitted() {
		return findLong(BYTES_RETRANS);
	}

}
