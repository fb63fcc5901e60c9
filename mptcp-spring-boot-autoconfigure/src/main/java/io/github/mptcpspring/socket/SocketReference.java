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

package io.github.mptcpspring.socket;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.mptcpspring.socket.Linkage.Linked;
import io.github.mptcpspring.socket.Linkage.NotLinked;

/**
 * A way to the descriptor of a TCP socket that belongs to the JDK or to a library. No
 * other thread may use the socket while something is done through it.
 */
public abstract sealed class SocketReference {

	private SocketReference() {
	}

	/**
	 * Refer to a socket whose descriptor is known.
	 * @param descriptor the number of the descriptor
	 * @return the reference
	 */
	public static SocketReference of(int descriptor) {
		return new Numbered(descriptor);
	}

	/**
	 * Refer to the socket of a channel. A channel that is registered with a selector is
	 * refused.
	 * @param channel the channel
	 * @return the reference
	 */
	public static SocketReference of(ServerSocketChannel channel) {
		return ofChannel(channel);
	}

	/**
	 * Refer to the socket of a channel. A channel that is registered with a selector is
	 * refused.
	 * @param channel the channel
	 * @return the reference
	 */
	public static SocketReference of(SocketChannel channel) {
		return ofChannel(channel);
	}

	/**
	 * Refer to the socket of an object.
	 * @param socket the object
	 * @return the reference
	 */
	public static SocketReference of(Socket socket) {
		return new Fingerprinted(socket::getOption, socket::setOption);
	}

	/**
	 * Refer to the socket of an object.
	 * @param socket the object
	 * @return the reference
	 */
	public static SocketReference of(ServerSocket socket) {
		return new Fingerprinted(socket::getOption, socket::setOption);
	}

	/**
	 * Refer to the socket of a library's object around a channel of the JDK.
	 * @param reader reads an option of the channel
	 * @param writer sets an option of the channel
	 * @return the reference
	 */
	public static SocketReference of(OptionReader reader, OptionWriter writer) {
		return new Fingerprinted(reader, writer);
	}

	/**
	 * Refer to a socket that has to be searched for.
	 * @param search searches for the number of its descriptor
	 * @return the reference
	 */
	static SocketReference of(Supplier<OptionalInt> search) {
		return new Searched(search);
	}

	/**
	 * Get ready to refer to an object of the JDK that is made next. To be called right
	 * before, so that its descriptor is found at once wherever the kernel makes it.
	 */
	public static void expectNew() {
		if (Linkage.ofThisHost() instanceof Linked linked) {
			linked.finder().expectNext();
		}
	}

	private static <C extends SelectableChannel & NetworkChannel> SocketReference ofChannel(C channel) {
		return channel.isRegistered()
				? new Unreachable(
						SocketProblems.forSocket("it is registered with a selector", "Swap it before it is registered"))
				: new Fingerprinted(channel::getOption, channel::setOption);
	}

	/**
	 * Find the descriptor now, so that it need not be found again. What is found through
	 * keep-alive options cannot be found once it is MPTCP on a kernel before Linux 6.10.
	 * @return a reference to the same socket
	 */
	final SocketReference located() {
		return switch (Linkage.ofThisHost()) {
			case NotLinked _ -> this;
			case Linked linked -> locate(linked);
		};
	}

	SocketReference locate(Linked linked) {
		return this;
	}

	/**
	 * Do something with the descriptor.
	 * @param linked the system calls
	 * @param found what to do with the descriptor
	 * @param notFound what to do with the reason why there is none
	 * @param <R> the type of the result
	 * @return the result of the one or the other
	 */
	abstract <R> R resolve(Linked linked, Function<BorrowedDescriptor, R> found, Function<Problem, R> notFound);

	private static final class Numbered extends SocketReference {

		private final int number;

		Numbered(int number) {
			this.number = number;
		}

		@Override
		<R> R resolve(Linked linked, Function<BorrowedDescriptor, R> found, Function<Problem, R> notFound) {
			return found.apply(new BorrowedDescriptor(linked.calls(), this.number));
		}

	}

	private static final class Fingerprinted extends SocketReference {

		private final OptionReader reader;

		private final OptionWriter writer;

		Fingerprinted(OptionReader reader, OptionWriter writer) {
			this.reader = reader;
			this.writer = writer;
		}

		@Override
		<R> R resolve(Linked linked, Function<BorrowedDescriptor, R> found, Function<Problem, R> notFound) {
			return linked.finder()
				.find(this.reader, this.writer, (number) -> found.apply(new BorrowedDescriptor(linked.calls(), number)),
						notFound);
		}

		@Override
		SocketReference locate(Linked linked) {
			return resolve(linked, (descriptor) -> new Numbered(descriptor.number()), Unreachable::new);
		}

	}

	private static final class Searched extends SocketReference {

		private final Supplier<OptionalInt> search;

		Searched(Supplier<OptionalInt> search) {
			this.search = search;
		}

		@Override
		<R> R resolve(Linked linked, Function<BorrowedDescriptor, R> found, Function<Problem, R> notFound) {
			OptionalInt number = this.search.get();
			return number.isPresent() ? found.apply(new BorrowedDescriptor(linked.calls(), number.getAsInt()))
					: notFound.apply(SocketProblems.forSocket("its descriptor was not found", "Try again"));
		}

	}

	private static final class Unreachable extends SocketReference {

		private final Problem because;

		Unreachable(Problem because) {
			this.because = because;
		}

		@Override
		<R> R resolve(Linked linked, Function<BorrowedDescriptor, R> found, Function<Problem, R> notFound) {
			return notFound.apply(this.because);
		}

	}

	/**
	 * The method {@code getOption} that each of the JDK's socket classes declares anew.
	 */
	@FunctionalInterface
	public interface OptionReader {

		/**
		 * Read an option.
		 * @param option the option
		 * @return its value
		 * @throws IOException when it cannot be read
		 */
		Integer read(SocketOption<Integer> option) throws IOException;

	}

	/**
	 * The method {@code setOption} that each of the JDK's socket classes declares anew.
	 */
	@FunctionalInterface
	public interface OptionWriter {

		/**
		 * Set an option.
		 * @param option the option
		 * @param value its value
		 * @throws IOException when it cannot be set
		 */
		void write(SocketOption<Integer> option, Integer value) throws IOException;

	}

}
