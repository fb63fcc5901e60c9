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

package io.github.mptcpspring.connection;

import java.util.Optional;
import java.util.stream.IntStream;

import io.github.mptcpspring.linux.OptionValue;
import io.github.mptcpspring.linux.Socket;
import io.github.mptcpspring.linux.SocketAddressLayout;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.linux.SystemCalls;
import io.github.mptcpspring.socket.HostSystemCalls;
import io.github.mptcpspring.socket.Protocol;

/**
 * The listening TCP and MPTCP sockets of this process, whoever made them, as the kernel
 * sees them. This needs no privileges and changes nothing.
 */
public final class ListeningSockets {

	private final SystemCalls calls;

	private final DescriptorTable descriptors;

	ListeningSockets(SystemCalls calls, DescriptorTable descriptors) {
		this.calls = calls;
		this.descriptors = descriptors;
	}

	/**
	 * Return those of this process. The first call loads native code on Linux.
	 * @return those of this process, empty where the kernel cannot be asked
	 */
	public static Optional<ListeningSockets> ofThisProcess() {
		return HostSystemCalls.find().map((calls) -> new ListeningSockets(calls, new DescriptorTable()));
	}

	/**
	 * Return the protocol of the sockets that listen on a port. Every descriptor of the
	 * process costs one system call.
	 * @param port the port, 1 to 65535
	 * @return {@link Protocol#MPTCP} when all of them speak it, {@link Protocol#TCP} when
	 * one does not, empty when this process does not listen on that port
	 */
	public Optional<Protocol> findProtocol(int port) {
		return IntStream.range(0, this.descriptors.size())
			.filter((descriptor) -> getInt(descriptor, SocketOption.SO_ACCEPTCONN) == 1)
			.filter((descriptor) -> isBoundTo(descriptor, port))
			.mapToObj(this::protocol)
			.reduce((one, other) -> (one == other) ? one : Protocol.TCP);
	}

	private boolean isBoundTo(int descriptor, int port) {
		byte[] address = new byte[SocketAddressLayout.MAX_LENGTH];
		if (this.calls.getsockname(descriptor, address) < 0) {
			return false;
		}
		int family = SocketAddressLayout.familyOf(address);
		return (family == Socket.AF_INET || family == Socket.AF_INET6) && SocketAddressLayout.portOf(address) == port;
	}

	private Protocol protocol(int descriptor) {
		return (getInt(descriptor, SocketOption.SO_PROTOCOL) == Socket.IPPROTO_MPTCP) ? Protocol.MPTCP : Protocol.TCP;
	}

	private int getInt(int descriptor, SocketOption option) {
		byte[] value = new byte[option.length()];
		int length = this.calls.getsockopt(descriptor, option, value);
		return (length < 0) ? length : OptionValue.toInt(value);
	}

}
