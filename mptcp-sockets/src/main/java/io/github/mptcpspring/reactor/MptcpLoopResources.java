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

package io.github.mptcpspring.reactor;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.netty.ClientPreparation;
import io.github.mptcpspring.internal.netty.ListenerPreparation;
import io.github.mptcpspring.internal.netty.RefusableOptions;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerSockets;
import reactor.netty.resources.LoopResources;

/**
 * Makes {@link LoopResources} whose channels use MPTCP, for all that is built on Reactor
 * Netty and takes event loops: a {@code TcpClient} or {@code TcpServer}, RSocket, drivers
 * of databases. For HTTP there are {@link MptcpHttpClientCustomizer} and
 * {@link MptcpHttpServerCustomizer}, which also see to the options of the client or
 * server.
 * <p>
 * An RSocket requester for example:
 *
 * <pre>{@code
 * LoopResources loops = MptcpLoopResources.forClients(TcpResources.get(), MptcpSockets.create(),
 *         new ClientSettings(true, OnUnavailable.FALLBACK, false),
 *         (problem) -> System.err.println(problem.summary()));
 * builder.transport(TcpClientTransport.create(TcpClient.create().host("localhost").port(7000).runOn(loops)));
 * }</pre>
 */
public final class MptcpLoopResources {

	private MptcpLoopResources() {
	}

	/**
	 * Return resources for clients. They do not use Fast Open, which a client that reads
	 * before it writes must not use.
	 * @param loops the event loops to run on, which the result disposes if it is disposed
	 * @param sockets the sockets of this process
	 * @param settings the settings of clients
	 * @param observer is notified of the result for each socket
	 * @return the resources, or the same if there is nothing to do. Equal arguments make
	 * equal resources, which connection pools depend on
	 */
	public static LoopResources forClients(LoopResources loops, MptcpSockets sockets, ClientSettings settings,
			ProblemObserver observer) {
		ClientSettings withoutFastOpen = settings.withoutFastOpen();
		return withoutFastOpen.isPlain() ? loops : PreparingLoopResources.wrap(() -> loops, new ClientPreparation(
				new ClientSockets(ProcessSockets.of(sockets), withoutFastOpen, observer), RefusableOptions.NONE));
	}

	/**
	 * Return resources for a server.
	 * @param loops the event loops to run on, which the result disposes if it is disposed
	 * @param sockets the sockets of this process
	 * @param settings the settings of listeners
	 * @param observer is notified when a listener is bound and when it is closed
	 * @param server the name of the server, {@code RSocket} for example
	 * @return the resources, or the same if there is nothing to do
	 */
	public static LoopResources forServer(LoopResources loops, MptcpSockets sockets, ListenerSettings settings,
			ListenerObserver observer, String server) {
		return settings.isPlain() ? loops
				: PreparingLoopResources.wrap(() -> loops,
						new ListenerPreparation(new ListenerSockets(ProcessSockets.of(sockets), settings, observer))
							.named(server));
	}

	/**
	 * Return whether event loops prepare the channels of clients.
	 * @param loops the event loops
	 * @return {@code true} if {@link #forClients} made them, with settings that enable
	 * MPTCP
	 */
	public static boolean isApplied(LoopResources loops) {
		return loops instanceof PreparingLoopResources prepared && prepared.preparation() instanceof ClientPreparation;
	}

}
