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

package io.github.mptcpspring.internal.descriptor;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

import io.github.mptcpspring.internal.descriptor.DescriptorLookup.Found;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.NotFound;
import io.github.mptcpspring.internal.linux.SystemCalls;
import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptors of sockets of the JDK and of libraries. An adapter does this
 * once; all other code takes the descriptor. No other thread may use the socket
 * meanwhile.
 */
public final class Descriptors {

	private final Kernel kernel;

	private volatile @Nullable DescriptorFinder finder;

	/**
	 * Create a new instance.
	 * @param kernel the kernel, which is not called before it is needed
	 */
	public Descriptors(Kernel kernel) {
		this.kernel = kernel;
	}

	/**
	 * Return the descriptor with a number.
	 * @param number the number
	 * @return the descriptor, or why the kernel cannot be called
	 */
	public DescriptorLookup find(int number) {
		Optional<SystemCalls> calls = this.kernel.calls();
		return calls.isPresent() ? new Found(new BorrowedDescriptor(calls.get(), number)) : notCallable();
	}

	/**
	 * Find the descriptor of a channel.
	 * @param channel an open channel that is not registered with a selector
	 * @return the descriptor, or why there is none
	 */
	public DescriptorLookup find(ServerSocketChannel channel) {
		return findOfChannel(channel);
	}

	/**
	 * Find the descriptor of a channel.
	 * @param channel an open channel that is not registered with a selector
	 * @return the descriptor, or why there is none
	 */
	public DescriptorLookup find(SocketChannel channel) {
		return findOfChannel(channel);
	}

	/**
	 * Find the descriptor of a socket.
	 * @param socket an open socket
	 * @return the descriptor, or why there is none
	 */
	public DescriptorLookup find(Socket socket) {
		return find(socket::getOption, socket::setOption);
	}

	/**
	 * Find the descriptor of a socket.
	 * @param socket an open socket
	 * @return the descriptor, or why there is none
	 */
	public DescriptorLookup find(ServerSocket socket) {
		return find(socket::getOption, socket::setOption);
	}

	/**
	 * Find the descriptor of a channel of the JDK that is wrapped by a library.
	 * @param reader reads an option of the channel
	 * @param writer sets an option of the channel
	 * @return the descriptor, or why there is none
	 */
	public DescriptorLookup find(OptionReader reader, OptionWriter writer) {
		DescriptorFinder finder = finder();
		return (finder != null) ? finder.find(reader, writer) : notCallable();
	}

	private <C extends SelectableChannel & NetworkChannel> DescriptorLookup findOfChannel(C channel) {
		return channel.isRegistered()
				? new NotFound(
						SocketProblems.forSocket("it is registered with a selector", "Swap it before it is registered"))
				: find(channel::getOption, channel::setOption);
	}

	/**
	 * Prepare for the socket that the JDK opens next. Must be called right before, so
	 * that its descriptor is found quickly.
	 */
	public void expectNew() {
		DescriptorFinder finder = finder();
		if (finder != null) {
			finder.expectNext();
		}
	}

	/**
	 * Return a finder for the connections that one listener accepts through the JDK.
	 * @return a new finder
	 */
	public AcceptedSockets accepted() {
		Optional<SystemCalls> calls = this.kernel.calls();
		return new AcceptedSockets(calls.isPresent() ? new AcceptedSocketFinder(calls.get()) : null);
	}

	private @Nullable DescriptorFinder finder() {
		DescriptorFinder known = this.finder;
		return (known != null) ? known : linkedFinder();
	}

	// A single instance, because it caches the likely numbers
	private synchronized @Nullable DescriptorFinder linkedFinder() {
		Optional<SystemCalls> calls = this.kernel.calls();
		if (this.finder == null && calls.isPresent()) {
			this.finder = new DescriptorFinder(calls.get());
		}
		return this.finder;
	}

	private DescriptorLookup notCallable() {
		return new NotFound(this.kernel.findProblem().orElseThrow());
	}

	/**
	 * The method {@code getOption}, which the socket classes of the JDK have in common.
	 */
	@FunctionalInterface
	public interface OptionReader {

		/**
		 * Read an option.
		 * @param option the option
		 * @return its value
		 * @throws IOException if it cannot be read
		 */
		Integer read(SocketOption<Integer> option) throws IOException;

	}

	/**
	 * The method {@code setOption}, which the socket classes of the JDK have in common.
	 */
	@FunctionalInterface
	public interface OptionWriter {

		/**
		 * Set an option.
		 * @param option the option
		 * @param value its value
		 * @throws IOException if it cannot be set
		 */
		void write(SocketOption<Integer> option, Integer value) throws IOException;

	}

}
