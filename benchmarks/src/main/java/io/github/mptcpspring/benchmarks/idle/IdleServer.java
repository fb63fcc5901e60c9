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

package io.github.mptcpspring.benchmarks.idle;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.benchmarks.Child;
import io.github.mptcpspring.internal.connection.ConnectionSnapshot;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.reactor.MptcpHttpServerCustomizer;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.UnixChannel;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * Reactor Netty with an MPTCP listener and one event loop, in a process of its own.
 */
final class IdleServer {

	private static final MptcpSockets SOCKETS = MptcpSockets.create();

	private static final AtomicReference<EventLoop> LOOP = new AtomicReference<>();

	private static final AtomicReference<Thread> THREAD = new AtomicReference<>();

	private static final LoopProbe PROBE = new LoopProbe();

	private IdleServer() {
	}

	/**
	 * Serve, and tell the port, the number of connections by protocol, the CPU time of
	 * the loop in nanoseconds, and its longest pause in nanoseconds of CPU and of time.
	 * @param arguments none
	 * @throws IOException when nobody asks any more
	 */
	static void main(String[] arguments) throws IOException {
		HttpServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.runOn(LoopResources.create("idle", 1, 1, true))
			.handle((request, response) -> {
				request.withConnection((connection) -> remember(connection.channel()));
				return response.sendString(Mono.just("Hello"));
			});
		DisposableServer disposable = new MptcpHttpServerCustomizer(SOCKETS,
				new ListenerSettings(true, OnUnavailable.FAIL, 0), IdleServer::ignore)
			.apply(server)
			.bindNow();
		Child.answer((question) -> switch (question) {
			case "port" -> String.valueOf(disposable.port());
			case "connections" -> countConnections();
			case "cpu" -> String.valueOf(ManagementFactory.getThreadMXBean().getThreadCpuTime(THREAD.get().threadId()));
			case "probe" -> {
				LOOP.get().scheduleAtFixedRate(PROBE, 0, 1, TimeUnit.MILLISECONDS);
				yield "";
			}
			case "pause" -> PROBE.longest();
			default -> throw new IllegalArgumentException(question);
		});
	}

	private static void ignore(Listener opened) {
	}

	private static void remember(io.netty.channel.Channel channel) {
		if (!(channel instanceof UnixChannel)) {
			throw new IllegalStateException("The connections of " + channel.getClass() + " need no watching");
		}
		LOOP.set(channel.eventLoop());
		THREAD.set(Thread.currentThread());
	}

	private static String countConnections() {
		ConnectionSnapshot snapshot = new ProcessConnections(new Kernel()).table().orElseThrow().snapshotNow();
		return snapshot.count(Protocol.MPTCP) + " " + snapshot.count(Protocol.TCP);
	}

}
