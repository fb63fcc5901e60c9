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

package io.github.mptcpspring.netty;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.netty.ClientPreparation;
import io.github.mptcpspring.internal.netty.PreparingEventLoopGroup;
import io.github.mptcpspring.internal.netty.RefusableOptions;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.netty.channel.EventLoopGroup;

/**
 * Makes event loops whose channels use MPTCP, for all that is built on Netty and takes
 * event loops: a {@code Bootstrap}, drivers of databases.
 * <p>
 * The driver of MongoDB for example:
 *
 * <pre>{@code
 * EventLoopGroup loops = MptcpEventLoops.forClients(new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()),
 *         MptcpSockets.create(), new ClientSettings(true, OnUnavailable.FALLBACK, false),
 *         (problem) -> System.err.println(problem.summary()));
 * settings.transportSettings(TransportSettings.nettyBuilder().eventLoopGroup(loops).build());
 * }</pre>
 */
public final class MptcpEventLoops {

	private MptcpEventLoops() {
	}

	/**
	 * Return event loops for clients. They do not use Fast Open, which a client that
	 * reads before it writes must not use.
	 * @param loops the event loops to run on, which the result shuts down if it is shut
	 * down
	 * @param sockets the sockets of this process
	 * @param settings the settings of clients
	 * @param observer is notified of the result for each channel
	 * @return event loops that prepare each channel that is registered with the group, or
	 * the same if there is nothing to do
	 */
	public static EventLoopGroup forClients(EventLoopGroup loops, MptcpSockets sockets, ClientSettings settings,
			ProblemObserver observer) {
		ClientSettings withoutFastOpen = settings.withoutFastOpen();
		return withoutFastOpen.isPlain() ? loops : new PreparingEventLoopGroup(loops, new ClientPreparation(
				new ClientSockets(ProcessSockets.of(sockets), withoutFastOpen, observer), RefusableOptions.NONE));
	}

	/**
	 * Return whether event loops prepare the channels of clients.
	 * @param loops the event loops
	 * @return {@code true} if {@link #forClients} made them, with settings that enable
	 * MPTCP
	 */
	public static boolean isApplied(EventLoopGroup loops) {
		return loops instanceof PreparingEventLoopGroup;
	}

}
