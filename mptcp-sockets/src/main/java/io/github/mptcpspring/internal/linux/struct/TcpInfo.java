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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The value of the option {@code TCP_INFO}, as far as this project uses it.
 *
 * <pre>
 * struct tcp_info {                         since Linux
 *     __u8  tcpi_state;                     2.4
 *     __u8  tcpi_ca_state;
 *     __u8  tcpi_retransmits;
 *     __u8  tcpi_probes;
 *     __u8  tcpi_backoff;
 *     __u8  tcpi_options;
 *     ...
 *     __u32 tcpi_rtt;                       microseconds
 *     ...
 *     __u32 tcpi_snd_cwnd;                  segments
 *     ...
 *     __u32 tcpi_total_retrans;             segments, 2.6
 *     ...
 *     __u64 tcpi_bytes_received;            4.1
 *     ...
 *     __u64 tcpi_bytes_sent;                4.19
 *     __u64 tcpi_bytes_retrans;
 *     ...
 * };
 * </pre>
 *
 * @see <a href=
 * "https://github.com/torvalds/linux/blob/master/include/uapi/linux/tcp.h">linux/tcp.h</a>
 */
public final class TcpInfo extends Struct {

	static final StructLayout TCP_INFO = MemoryLayout
		.structLayout(ValueLayout.JAVA_BYTE.withName("tcpi_state"), MemoryLayout.paddingLayout(4),
				ValueLayout.JAVA_BYTE.withName("tcpi_options"), MemoryLayout.paddingLayout(62),
				ValueLayout.JAVA_INT.withName("tcpi_rtt"), MemoryLayout.paddingLayout(8),
				ValueLayout.JAVA_INT.withName("tcpi_snd_cwnd"), MemoryLayout.paddingLayout(16),
				ValueLayout.JAVA_INT.withName("tcpi_total_retrans"), MemoryLayout.paddingLayout(24),
				ValueLayout.JAVA_LONG.withName("tcpi_bytes_received"), MemoryLayout.paddingLayout(64),
				ValueLayout.JAVA_LONG.withName("tcpi_bytes_sent"), ValueLayout.JAVA_LONG.withName("tcpi_bytes_retrans"))
		.withName("tcp_info");

	/** Length of the part that this class reads, in bytes. */
	public static final int LENGTH = (int) TCP_INFO.byteSize();

	private static final int STATE = offset("tcpi_state");

	private static final int OPTIONS = offset("tcpi_options");

	private static final int RTT = offset("tcpi_rtt");

	private static final int SND_CWND = offset("tcpi_snd_cwnd");

	private static final int TOTAL_RETRANS = offset("tcpi_total_retrans");

	private static final int BYTES_RECEIVED = offset("tcpi_bytes_received");

	private static final int BYTES_SENT = offset("tcpi_bytes_sent");

	private static final int BYTES_RETRANS = offset("tcpi_bytes_retrans");

	/** {@code TCPI_OPT_SYN_DATA}: data in the SYN was acknowledged. */
	private static final int SYN_DATA = 0x20;

	/**
	 * Create a view that the kernel can write.
	 */
	public TcpInfo() {
		this(new byte[LENGTH], 0, 0);
	}

	TcpInfo(byte[] bytes, int offset, int length) {
		super(bytes, offset, length);
	}

	private static int offset(String field) {
		return (int) TCP_INFO.byteOffset(PathElement.groupElement(field));
	}

	/**
	 * Return the state of the connection.
	 * @return one of the {@code TCP_} states, {@code TCP_SYN_SENT} for example; 0, which
	 * is none of them, if the kernel wrote nothing
	 */
	public int state() {
		return has(STATE, Byte.BYTES) ? getUnsignedByte(STATE) : 0;
	}

	/**
	 * Return whether the SYN carried data that the server accepted (RFC 7413).
	 * @return whether Fast Open was used, or empty if the kernel wrote nothing
	 */
	public Optional<Boolean> fastOpen() {
		return has(OPTIONS, Byte.BYTES) ? Optional.of((getUnsignedByte(OPTIONS) & SYN_DATA) != 0) : Optional.empty();
	}

	/**
	 * Return the smoothed round-trip time.
	 * @return the time in microseconds
	 */
	public OptionalInt rttMicros() {
		return findInt(RTT);
	}

	/**
	 * Return the congestion window.
	 * @return the window in segments
	 */
	public OptionalInt congestionWindow() {
		return findInt(SND_CWND);
	}

	/**
	 * Return the number of retransmitted segments.
	 * @return the number of segments
	 */
	public OptionalInt retransmits() {
		return findInt(TOTAL_RETRANS);
	}

	/**
	 * Return the number of bytes received in order.
	 * @return the number of bytes, or empty before Linux 4.1
	 */
	public OptionalLong bytesReceived() {
		return findLong(BYTES_RECEIVED);
	}

	/**
	 * Return the number of bytes sent, without retransmissions.
	 * @return the number of bytes, or empty before Linux 4.19
	 */
	public OptionalLong bytesSentOnce() {
		OptionalLong sent = findLong(BYTES_SENT);
		OptionalLong sentAgain = bytesRetransmitted();
		return (sent.isPresent() && sentAgain.isPresent()) ? OptionalLong.of(sent.getAsLong() - sentAgain.getAsLong())
				: OptionalLong.empty();
	}

	/**
	 * Return the number of retransmitted bytes.
	 * @return the number of bytes, or empty before Linux 4.19
	 */
	public OptionalLong bytesRetransmitted() {
		return findLong(BYTES_RETRANS);
	}

}
