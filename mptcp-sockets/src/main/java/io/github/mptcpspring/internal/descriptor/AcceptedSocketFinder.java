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
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.SockAddr;

/**
 * Finds the descriptors of connections that one thread accepts through the JDK, which
 * does not expose them.
 * <p>
 * A connection is identified by the address of its peer, which both the JDK and the
 * kernel report. So the search changes nothing about a connection and works with every
 * kernel.
 * <p>
 * The kernel reserves the number when {@code accept(2)} is called. The lowest free number
 * is determined right before the accept, and the likely numbers are tried after it. Only
 * if another connection is closed in between, all descriptors have to be tried. The time
 * for that is limited: a connection that is not found is better than a listener that does
 * not accept.
 */
final class AcceptedSocketFinder {

	private static final Path OPEN_DESCRIPTORS = Path.of("/proc/self/fd");

	private static final int NONE = -1;

	/** The number of descriptors that may be closed between an accept and the search. */
	private static final int CLOSED_MEANWHILE = 1024;

	/**
	 * After a search of all descriptors, the next one starts at the earliest after this
	 * multiple of its duration.
	 */
	private static final int PAUSE_FACTOR = 15;

	private final SystemCalls calls;

	private final LikelyDescriptors likely;

	private int expected = NONE;

	private final LongSupplier nanoTime;

	private long nextSearchNanos;

	AcceptedSocketFinder(SystemCalls calls) {
		this(calls, System::nanoTime);
	}

	AcceptedSocketFinder(SystemCalls calls, LongSupplier nanoTime) {
		this.calls = calls;
		this.likely = new LikelyDescriptors(calls);
		this.nanoTime = nanoTime;
		this.nextSearchNanos = nanoTime.getAsLong();
	}

	/**
	 * Prepare for the connection that is accepted next.
	 */
	void expectNext() {
		this.expected = this.likely.askForNext();
	}

	Optional<BorrowedDescriptor> findDescriptor(InetSocketAddress local, InetSocketAddress peer) {
		OptionalInt number = find(local, peer);
		return number.isPresent() ? Optional.of(new BorrowedDescriptor(this.calls, number.getAsInt()))
				: Optional.empty();
	}

	/**
	 * Find the descriptor of a connection.
	 * @param local the local address
	 * @param peer the address of the peer
	 * @return the number of the descriptor, or empty if the peer has disconnected, the
	 * connection is closed, or there is no time to search
	 */
	OptionalInt find(InetSocketAddress local, InetSocketAddress peer) {
		Search search = new Search(peer);
		int next = this.expected;
		this.expected = NONE;
		if (next >= 0) {
			if (search.isConnectedToPeer(next)) {
				return OptionalInt.of(next);
			}
			if (search.isUnconnected(next, local.getPort())) {
				return OptionalInt.empty();
			}
		}
		OptionalInt found = this.likely.find(search::isConnectedToPeer);
		return found.isPresent() ? found : findAmongAll(search);
	}

	private OptionalInt findAmongAll(Search search) {
		long start = this.nanoTime.getAsLong();
		if (start - this.nextSearchNanos < 0) {
			return OptionalInt.empty();
		}
		int end = countOpen() + CLOSED_MEANWHILE;
		int number = 0;
		while (number < end && !search.isConnectedToPeer(number)) {
			number++;
		}
		long now = this.nanoTime.getAsLong();
		this.nextSearchNanos = now + PAUSE_FACTOR * (now - start);
		if (number == end) {
			return OptionalInt.empty();
		}
		this.likely.add(number);
		return OptionalInt.of(number);
	}

	// The number of a new descriptor is not higher, because all lower ones are in use.
	// The size of the directory is that number since Linux 6.2
	private static int countOpen() {
		try {
			int size = (int) Files.size(OPEN_DESCRIPTORS);
			String[] names = (size == 0) ? OPEN_DESCRIPTORS.toFile().list() : null;
			return (names != null) ? names.length : size;
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/**
	 * Compares descriptors with the connection to find.
	 */
	private final class Search {

		private final InetSocketAddress peer;

		private final SockAddr address = new SockAddr();

		Search(InetSocketAddress peer) {
			this.peer = peer;
		}

		boolean isConnectedToPeer(int number) {
			SystemCalls calls = AcceptedSocketFinder.this.calls;
			return calls.getpeername(number, this.address) >= 0 && this.address.port() == this.peer.getPort()
					&& this.address.toInetSocketAddress().filter(this.peer::equals).isPresent();
		}

		// A socket with the listener's port at this number is the accepted one
		boolean isUnconnected(int number, int localPort) {
			SystemCalls calls = AcceptedSocketFinder.this.calls;
			return calls.getpeername(number, this.address) == -Errno.ENOTCONN
					&& calls.getsockname(number, this.address) >= 0 && this.address.port() == localPort;
		}

	}

}
