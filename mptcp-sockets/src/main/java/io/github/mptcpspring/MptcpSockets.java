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

package io.github.mptcpspring;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.mptcpspring.Problem.Persistence;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.Found;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.NotFound;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.fastopen.FastOpenHandshakeFlusher;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.swap.AvailabilityProbe;
import io.github.mptcpspring.internal.swap.SocketSwap;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets of this process speak MPTCP.
 * <p>
 * No method throws because MPTCP is not available, and a socket that is not swapped works
 * as if it had not been touched. An object must not be used or closed by another thread
 * meanwhile: a number that is free may be a stranger's at once.
 */
public final class MptcpSockets {

	private final Kernel kernel;

	private final Descriptors descriptors;

	private volatile @Nullable Optional<Problem> settled;

	private volatile @Nullable SocketSwap swap;

	private @Nullable FastOpenHandshakeFlusher handshakes;

	/**
	 * Create a new instance for the kernel of this host, which is not called before it is
	 * needed.
	 */
	public MptcpSockets() {
		this(new Kernel());
	}

	/**
	 * Create a new instance.
	 * @param kernel the kernel, which is not called before it is needed
	 */
	public MptcpSockets(Kernel kernel) {
		this.kernel = kernel;
		this.descriptors = new Descriptors(kernel);
	}

	/**
	 * Return the kernel whose sockets these are.
	 * @return the kernel
	 */
	public Kernel kernel() {
		return this.kernel;
	}

	/**
	 * Return the way to the descriptors of sockets.
	 * @return the way to descriptors
	 */
	public Descriptors descriptors() {
		return this.descriptors;
	}

	/**
	 * Return the watch over accepted connections whose handshake is not complete.
	 * @return the watch
	 */
	public synchronized FastOpenHandshakeFlusher handshakes() {
		FastOpenHandshakeFlusher known = this.handshakes;
		if (known == null) {
			known = new FastOpenHandshakeFlusher();
			this.handshakes = known;
		}
		return known;
	}

	/**
	 * Find out why MPTCP is not available. What cannot change any more is remembered;
	 * anything else is tried again.
	 * @return the problem, empty when MPTCP is available
	 */
	public Optional<Problem> findProblem() {
		Optional<Problem> problem = this.settled;
		if (problem == null) {
			problem = probe();
			if (problem.isEmpty() || problem.get().persistence() == Persistence.PERMANENT) {
				this.settled = problem;
			}
		}
		return problem;
	}

	/**
	 * Find out why MPTCP is not available at this moment. It is tried: what was available
	 * once need not be so for ever.
	 * @return the problem, empty when MPTCP is available
	 */
	public Optional<Problem> probe() {
		// Not with map, which loads the types of the method that it is given. Spring does
		// so with each method of a bean: none of this class names a type of that package
		Optional<SystemCalls> calls = this.kernel.calls();
		return calls.isPresent() ? AvailabilityProbe.probe(calls.get()) : this.kernel.findProblem();
	}

	/**
	 * Return whether a TCP socket can be made at this moment. Where it cannot, because
	 * there is no descriptor left for example, it is not MPTCP that is missing.
	 * @return whether one can be made, also where the kernel cannot be asked
	 */
	public boolean isTcpAvailable() {
		Optional<SystemCalls> calls = this.kernel.calls();
		return calls.isEmpty() || AvailabilityProbe.isTcpAvailable(calls.get());
	}

	/**
	 * Make the socket under a descriptor number an MPTCP socket.
	 * @param descriptor the number of a TCP socket that is neither bound nor connected,
	 * which are refused, nor registered with epoll or io_uring, which cannot be seen
	 * here: they would lose it
	 * @return what became of the socket
	 */
	public SwapResult swap(int descriptor) {
		return swap(() -> this.descriptors.find(descriptor));
	}

	/**
	 * Make the socket of a channel an MPTCP socket.
	 * @param channel an open channel that is not bound and not registered with a
	 * selector; others are refused
	 * @return what became of the socket
	 */
	public SwapResult swap(ServerSocketChannel channel) {
		return swap(() -> this.descriptors.find(channel));
	}

	/**
	 * Make the socket of a channel an MPTCP socket.
	 * @param channel an open channel that is neither bound nor connected nor registered
	 * with a selector; others are refused
	 * @return what became of the socket
	 */
	public SwapResult swap(SocketChannel channel) {
		return swap(() -> this.descriptors.find(channel));
	}

	/**
	 * Make the socket of an object an MPTCP socket.
	 * @param socket an open socket that is neither bound nor connected; others are
	 * refused
	 * @return what became of the socket
	 */
	public SwapResult swap(Socket socket) {
		return swap(() -> this.descriptors.find(socket));
	}

	/**
	 * Make the socket of an object an MPTCP socket.
	 * @param socket an open socket that is not bound; others are refused
	 * @return what became of the socket
	 */
	public SwapResult swap(ServerSocket socket) {
		return swap(() -> this.descriptors.find(socket));
	}

	/**
	 * Make a socket an MPTCP socket.
	 * @param lookup what the look-up of its descriptor came to
	 * @return what became of it
	 */
	public SwapResult swap(DescriptorLookup lookup) {
		return swap(() -> lookup);
	}

	private SwapResult swap(Supplier<DescriptorLookup> socket) {
		return findProblem().<SwapResult>map(Kept::new).orElseGet(() -> switch (socket.get()) {
			case Found(BorrowedDescriptor descriptor) -> swap().swap(descriptor);
			case NotFound(Problem because) -> new Kept(because);
		});
	}

	private SocketSwap swap() {
		SocketSwap known = this.swap;
		return (known != null) ? known : linkedSwap();
	}

	// One of them, because it remembers what fresh sockets are like
	private synchronized SocketSwap linkedSwap() {
		SocketSwap known = this.swap;
		if (known == null) {
			known = new SocketSwap(this.kernel.calls().orElseThrow());
			this.swap = known;
		}
		return known;
	}

}
