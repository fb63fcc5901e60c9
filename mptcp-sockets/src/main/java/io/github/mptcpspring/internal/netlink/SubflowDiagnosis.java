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

package io.github.mptcpspring.internal.netlink;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;

/**
 * Reads properties of a subflow that {@code MPTCP_FULL_INFO} does not contain
 * ({@code sock_diag}). Before Linux 6.16 the kernel reports them to privileged processes
 * only.
 *
 * <pre>
 * struct inet_diag_req_v2 {           struct inet_diag_sockid {
 *     __u8  sdiag_family;                 __be16 idiag_sport;
 *     __u8  sdiag_protocol;               __be16 idiag_dport;
 *     __u8  idiag_ext;                    __be32 idiag_src[4];
 *     __u8  pad;                          __be32 idiag_dst[4];
 *     __u32 idiag_states;                 __u32  idiag_if;
 *     struct inet_diag_sockid id;         __u32  idiag_cookie[2];
 * };                                  };
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
public final class SubflowDiagnosis implements AutoCloseable {

	private static final int SOCK_DIAG_BY_FAMILY = 20;

	private static final int REQUEST_LENGTH = 56;

	/**
	 * {@code INET_DIAG_INFO}, without which the kernel does not report the MPTCP part.
	 */
	private static final byte WITH_INFO = 1 << (2 - 1);

	/** Length of {@code struct inet_diag_msg}, which attributes follow. */
	private static final int MESSAGE_LENGTH = 72;

	private static final int INET_DIAG_ULP_INFO = 19;

	private static final int INET_ULP_INFO_MPTCP = 3;

	private static final int MPTCP_SUBFLOW_ATTR_FLAGS = 8;

	/** {@code MPTCP_SUBFLOW_FLAG_BKUP_REM} and {@code MPTCP_SUBFLOW_FLAG_BKUP_LOC}. */
	private static final int BACKUP = 0x10 | 0x20;

	private final NetlinkSocket socket;

	private final NetworkDevices devices = NetworkDevices.read();

	private SubflowDiagnosis(NetlinkSocket socket) {
		this.socket = socket;
	}

	/**
	 * Open a netlink socket.
	 * @param calls the system calls
	 * @return the diagnosis
	 * @throws NetlinkException if it cannot be opened
	 */
	public static SubflowDiagnosis open(SystemCalls calls) throws NetlinkException {
		return new SubflowDiagnosis(NetlinkSocket.open(calls, SysSocket.NETLINK_SOCK_DIAG));
	}

	/**
	 * Return whether a subflow is a backup, which carries data only if no other can (RFC
	 * 8684 section 3.3.8).
	 * @param local the local address of the subflow
	 * @param remote the remote address of the subflow
	 * @return whether it is a backup, or empty if the kernel does not report it
	 */
	public Optional<Boolean> isBackup(InetSocketAddress local, InetSocketAddress remote) {
		try {
			List<ByteBuffer> answers = this.socket.ask(SOCK_DIAG_BY_FAMILY, 0, request(local, remote));
			return answers.stream().findFirst().flatMap(SubflowDiagnosis::flags).map((flags) -> (flags & BACKUP) != 0);
		}
		catch (NetlinkException ex) {
			// The subflow has been closed, or the kernel has no inet_diag
			return Optional.empty();
		}
	}

	private byte[] request(InetSocketAddress local, InetSocketAddress remote) {
		boolean ipv4 = local.getAddress().getAddress().length == 4;
		ByteBuffer request = ByteBuffer.allocate(REQUEST_LENGTH).order(ByteOrder.nativeOrder());
		request.put((byte) (ipv4 ? SysSocket.AF_INET : SysSocket.AF_INET6)).put((byte) SysSocket.IPPROTO_TCP);
		request.put(WITH_INFO).put((byte) 0);
		// Any state
		request.putInt(-1);
		request.order(ByteOrder.BIG_ENDIAN).putShort((short) local.getPort()).putShort((short) remote.getPort());
		putAddress(request, local.getAddress());
		putAddress(request, remote.getAddress());
		// If the endpoint has a device, its subflows are bound to it and only found
		// with it; a subflow that is not bound is found with every device
		request.order(ByteOrder.nativeOrder()).putInt(this.devices.findIndex(local.getAddress()).orElse(0));
		// Any cookie
		return request.putLong(-1).array();
	}

	private static void putAddress(ByteBuffer request, InetAddress address) {
		int end = request.position() + 16;
		request.put(address.getAddress()).position(end);
	}

	private static Optional<Integer> flags(ByteBuffer answer) {
		answer.position(Math.min(MESSAGE_LENGTH, answer.limit()));
		return NetlinkAttributes.read(answer)
			.nested(INET_DIAG_ULP_INFO)
			.flatMap((info) -> info.nested(INET_ULP_INFO_MPTCP))
			.flatMap((mptcp) -> mptcp.integer(MPTCP_SUBFLOW_ATTR_FLAGS));
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
