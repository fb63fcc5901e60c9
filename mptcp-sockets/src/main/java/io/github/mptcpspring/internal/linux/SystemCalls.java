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

package io.github.mptcpspring.internal.linux;

import io.github.mptcpspring.internal.linux.struct.MptcpFullInfo;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import io.github.mptcpspring.internal.linux.struct.Struct;

/**
 * The system calls of this project, one method each.
 * <p>
 * Every method returns the result of the C function if it succeeds (never a negative
 * number) and {@code -errno} if it fails, like the kernel itself; see {@link Errno}. No
 * method throws because a call failed. A {@link Struct} stores the number of bytes that
 * were written, 0 if the call failed.
 * <p>
 * An interface, so that tests can make any call fail.
 */
public interface SystemCalls {

	/**
	 * Create a socket.
	 * @param domain {@link SysSocket#AF_INET}, {@link SysSocket#AF_INET6} or
	 * {@link SysSocket#AF_NETLINK}
	 * @param type {@link SysSocket#SOCK_STREAM} or {@link SysSocket#SOCK_RAW}, with
	 * {@link SysSocket#SOCK_NONBLOCK} and {@link SysSocket#SOCK_CLOEXEC} as wanted
	 * @param protocol {@link SysSocket#IPPROTO_TCP}, {@link SysSocket#IPPROTO_MPTCP}, or
	 * of a netlink socket {@link SysSocket#NETLINK_SOCK_DIAG} or
	 * {@link SysSocket#NETLINK_GENERIC}
	 * @return the new descriptor or {@code -errno}
	 * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>
	 */
	int socket(int domain, int type, int protocol);

	/**
	 * Duplicate a descriptor to another number, whose open file is closed in the same
	 * atomic step.
	 * @param source the descriptor to duplicate
	 * @param target the number of the duplicate
	 * @param flags {@link Fcntl#O_CLOEXEC} or 0
	 * @return {@code target}, or {@code -errno}, which leaves {@code target} unchanged
	 * @see <a href="https://man7.org/linux/man-pages/man2/dup.2.html">dup3(2)</a>
	 */
	int dup3(int source, int target, int flags);

	/**
	 * Close a descriptor. Linux frees the number whatever the result, unless it is
	 * {@code EBADF}: a failed call must not be repeated.
	 * @param descriptor the descriptor to close
	 * @return 0 or {@code -errno}
	 * @see <a href="https://man7.org/linux/man-pages/man2/close.2.html">close(2)</a>
	 */
	int close(int descriptor);

	/**
	 * Read or change the flags of a descriptor, or duplicate it.
	 * @param descriptor the descriptor
	 * @param command one of the {@code F_} constants of {@link Fcntl}
	 * @param argument the argument of the command, 0 if it takes none
	 * @return the result of the command or {@code -errno}
	 * @see <a href="https://man7.org/linux/man-pages/man2/fcntl.2.html">fcntl(2)</a>
	 */
	int fcntl(int descriptor, int command, int argument);

	/**
	 * Read a socket option.
	 * @param descriptor the socket
	 * @param option the option
	 * @param value receives the value in native byte order, cut off at its length
	 * @return the number of bytes that the kernel wrote or {@code -errno}
	 * @see <a href=
	 * "https://man7.org/linux/man-pages/man2/getsockopt.2.html">getsockopt(2)</a>
	 */
	int getsockopt(int descriptor, SockOpt option, byte[] value);

	/**
	 * Read a socket option whose value is a structure.
	 * @param descriptor the socket
	 * @param option the option
	 * @param value receives the structure, cut off at its length
	 * @return the number of bytes that the kernel wrote or {@code -errno}
	 */
	default int getsockopt(int descriptor, SockOpt option, Struct value) {
		return value.keepLength(getsockopt(descriptor, option, value.bytes()));
	}

	/**
	 * Read the socket option {@code MPTCP_FULL_INFO}: a connection and all its subflows
	 * at one moment.
	 * @param descriptor the socket
	 * @param fullInfo receives {@code struct mptcp_full_info} and as many subflows as fit
	 * @return the number of bytes of {@code struct mptcp_full_info} that the kernel wrote
	 * or {@code -errno}, {@code -EOPNOTSUPP} when the kernel is older than Linux 6.5
	 * @see <a href=
	 * "https://man7.org/linux/man-pages/man2/getsockopt.2.html">getsockopt(2)</a>
	 */
	int getMptcpFullInfo(int descriptor, MptcpFullInfo fullInfo);

	/**
	 * Set a socket option.
	 * @param descriptor the socket
	 * @param option the option
	 * @param value the complete value in native byte order
	 * @return 0 or {@code -errno}
	 * @see <a href=
	 * "https://man7.org/linux/man-pages/man2/setsockopt.2.html">setsockopt(2)</a>
	 */
	int setsockopt(int descriptor, SockOpt option, byte[] value);

	/**
	 * Read the address that a socket is bound to.
	 * @param descriptor the socket
	 * @param address receives the address, cut off at its length
	 * @return the length of the address in bytes or {@code -errno}
	 * @see <a href=
	 * "https://man7.org/linux/man-pages/man2/getsockname.2.html">getsockname(2)</a>
	 */
	int getsockname(int descriptor, SockAddr address);

	/**
	 * Read the address that a socket is connected to.
	 * @param descriptor the socket
	 * @param address receives the address, cut off at its length
	 * @return the length of the address in bytes or {@code -errno}, {@code -ENOTCONN}
	 * when the socket is not connected
	 * @see <a href=
	 * "https://man7.org/linux/man-pages/man2/getpeername.2.html">getpeername(2)</a>
	 */
	int getpeername(int descriptor, SockAddr address);

	/**
	 * Send a message.
	 * @param descriptor the socket
	 * @param message the message
	 * @param flags {@link SysSocket#MSG_DONTWAIT} or 0
	 * @return the number of bytes sent or {@code -errno}
	 * @see <a href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a>
	 */
	int send(int descriptor, byte[] message, int flags);

	/**
	 * Receive a message.
	 * @param descriptor the socket
	 * @param message receives the message, cut off at its length
	 * @param flags {@link SysSocket#MSG_DONTWAIT} or 0
	 * @param sender receives the address of the sender, cut off at its length and padded
	 * with zeros; may be empty
	 * @return the number of bytes received or {@code -errno}, {@code -EAGAIN} if there is
	 * no message and the call must not block
	 * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recvfrom(2)</a>
	 */
	int recvfrom(int descriptor, byte[] message, int flags, byte[] sender);

	/**
	 * Return the system calls of this host. The first call links them, which loads native
	 * code. No other method of this package loads native code.
	 * @return the system calls
	 * @throws SystemCallsUnavailableException if this JVM must not or cannot make them
	 */
	static SystemCalls link() throws SystemCallsUnavailableException {
		return SystemCallsLinkage.link();
	}

}
