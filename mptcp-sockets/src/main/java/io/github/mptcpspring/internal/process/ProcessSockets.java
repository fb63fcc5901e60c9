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

package io.github.mptcpspring.internal.process;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Persistence;
import io.github.mptcpspring.SwapResult;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.internal.connection.ProcessConnections;
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
 * {@link MptcpSockets} of this process, with what kits and adapters need beyond the API.
 * <p>
 * It is a bean, and Spring loads the types of all methods of a bean: no method, lambda
 * expressions included, may name a type of the package {@code linux}.
 */
public final class ProcessSockets implements MptcpSockets, AutoCloseable {

	private final Kernel kernel;

	private final Descriptors descriptors;

	private volatile @Nullable Optional<Problem> settled;

	private volatile @Nullable SocketSwap swap;

	private @Nullable FastOpenHandshakeFlusher handshakes;

	private volatile @Nullable LookedUpConnections connections;

	/**
	 * Create a new instance for the kernel of this host.
	 */
	public ProcessSockets() {
		this(new Kernel());
	}

	/**
	 * Create a new instance.
	 * @param kernel the kernel, which is not called before it is needed
	 */
	public ProcessSockets(Kernel kernel) {
		this.kernel = kernel;
		this.descriptors = new Descriptors(kernel);
	}

	/**
	 * Return what is behind the API.
	 * @param sockets the sockets
	 * @return the same sockets
	 * @throws IllegalArgumentException if the sockets were not created by
	 * {@link MptcpSockets#create()}
	 */
	public static ProcessSockets of(MptcpSockets sockets) {
		if (sockets instanceof ProcessSockets processSockets) {
			return processSockets;
		}
		throw new IllegalArgumentException("Sockets must be created with MptcpSockets.create()");
	}

	/**
	 * Return the kernel that is called.
	 * @return the kernel
	 */
	public Kernel kernel() {
		return this.kernel;
	}

	/**
	 * Return what finds the descriptors of sockets.
	 * @return the descriptors
	 */
	public Descriptors descriptors() {
		return this.descriptors;
	}

	/**
	 * Return what completes the handshakes of connections that are accepted early.
	 * @return the flusher, the same for each call
	 */
	public synchronized FastOpenHandshakeFlusher handshakes() {
		FastOpenHandshakeFlusher known = this.handshakes;
		if (known == null) {
			known = new FastOpenHandshakeFlusher();
			this.handshakes = known;
		}
		return known;
	}

	@Override
	public MptcpConnection connection(InetSocketAddress local, InetSocketAddress remote) {
		return connections().all().connection(local, remote);
	}

	private LookedUpConnections connections() {
		LookedUpConnections known = this.connections;
		return (known != null) ? known : firstConnections();
	}

	private synchronized LookedUpConnections firstConnections() {
		LookedUpConnections known = this.connections;
		if (known == null) {
			known = new LookedUpConnections(new ProcessConnections(this.kernel));
			this.connections = known;
		}
		return known;
	}

	/**
	 * Close what look-ups of connections keep open. Sockets stay as they are.
	 */
	@Override
	public synchronized void close() {
		LookedUpConnections known = this.connections;
		if (known != null) {
			known.all().close();
		}
	}

	@Override
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

	@Override
	public Optional<Problem> probe() {
		// Not with map: its lambda expression would be a method that names SystemCalls
		Optional<SystemCalls> calls = this.kernel.calls();
		return calls.isPresent() ? AvailabilityProbe.probe(calls.get()) : this.kernel.findProblem();
	}

	@Override
	public boolean isTcpAvailable() {
		Optional<SystemCalls> calls = this.kernel.calls();
		return calls.isEmpty() || AvailabilityProbe.isTcpAvailable(calls.get());
	}

	@Override
	public SwapResult swap(int descriptor) {
		return swap(() -> this.descriptors.find(descriptor));
	}

	@Override
	public SwapResult swap(ServerSocketChannel channel) {
		return swap(() -> this.descriptors.find(channel));
	}

	@Override
	public SwapResult swap(SocketChannel channel) {
		return swap(() -> this.descriptors.find(channel));
	}

	@Override
	public SwapResult swap(Socket socket) {
		return swap(() -> this.descriptors.find(socket));
	}

	@Override
	public SwapResult swap(ServerSocket socket) {
		return swap(() -> this.descriptors.find(socket));
	}

	/**
	 * Replace the TCP socket of a descriptor by an MPTCP socket.
	 * @param lookup the result of the look-up of the descriptor
	 * @return the result
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

	// One for the process, because it caches what fresh sockets are like
	private synchronized SocketSwap linkedSwap() {
		SocketSwap known = this.swap;
		if (known == null) {
			known = new SocketSwap(this.kernel.calls().orElseThrow());
			this.swap = known;
		}
		return known;
	}

	/**
	 * A separate class, because Spring loads the types of all fields and methods of a
	 * bean.
	 *
	 * @param all the connections, for those who look one up
	 */
	private record LookedUpConnections(ProcessConnections all) {

	}

}
