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

package io.github.mptcpspring.testsupport;

import java.io.File;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.Found;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.NotFound;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.SockAddr;

/**
 * Tells which number an object's descriptor has.
 */
public final class DescriptorOf {

	private DescriptorOf() {
	}

	/**
	 * Find the descriptor of a channel.
	 * @param channel the channel
	 * @return the descriptor
	 */
	public static BorrowedDescriptor find(ServerSocketChannel channel) {
		return new Descriptors(new Kernel()).find(channel).descriptor().orElseThrow();
	}

	/**
	 * Find the number of a socket.
	 * @param socket what the look-up of its descriptor came to
	 * @return the number
	 */
	public static int the(DescriptorLookup socket) {
		return switch (socket) {
			case Found(BorrowedDescriptor descriptor) -> descriptor.number();
			case NotFound(Problem because) -> throw new IllegalStateException(because.description());
		};
	}

	/**
	 * Find the number of the listener of this process on a port.
	 * @param port the port
	 * @return the number
	 */
	public static int theListenerOn(int port) {
		return find((descriptor) -> isListening(descriptor) && localPort(descriptor) == port);
	}

	/**
	 * Find the number of one end of a connection, when it is in this process.
	 * @param localPort the port of this end
	 * @param remotePort the port of the other end
	 * @return the number
	 */
	public static int theConnection(int localPort, int remotePort) {
		return find((descriptor) -> !isListening(descriptor) && localPort(descriptor) == localPort
				&& remotePort(descriptor) == remotePort);
	}

	private static int find(Predicate<BorrowedDescriptor> condition) {
		SystemCalls calls = new Kernel().calls().orElseThrow();
		return Stream.of(new File("/proc/self/fd").list())
			.map((name) -> new BorrowedDescriptor(calls, Integer.parseInt(name)))
			.filter(condition)
			.findFirst()
			.orElseThrow()
			.number();
	}

	private static boolean isListening(BorrowedDescriptor descriptor) {
		return descriptor.getInt(SockOpt.SO_ACCEPTCONN) == 1;
	}

	private static int localPort(BorrowedDescriptor descriptor) {
		SockAddr address = new SockAddr();
		return (descriptor.calls().getsockname(descriptor.number(), address) < 0) ? -1 : address.port();
	}

	private static int remotePort(BorrowedDescriptor descriptor) {
		SockAddr address = new SockAddr();
		return (descriptor.calls().getpeername(descriptor.number(), address) < 0) ? -1 : address.port();
	}

}
