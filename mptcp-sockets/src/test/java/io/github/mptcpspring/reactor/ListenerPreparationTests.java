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

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.netty.ClientPreparation;
import io.github.mptcpspring.internal.netty.ListenerPreparation;
import io.github.mptcpspring.internal.netty.RefusableOptions;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ListenerPreparation} that need no application.
 */
class ListenerPreparationTests {

	private final RecordingLoopResources loops = new RecordingLoopResources();

	private final Queue<Listener> listeners = new ConcurrentLinkedQueue<>();

	@AfterEach
	void dispose() {
		this.loops.delegate.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
	}

	@Test
	void datagramChannelIsLeftAloneAndReportedOnce() throws Exception {
		LoopResources resources = resources(OnUnavailable.FALLBACK);
		EventLoopGroup group = resources.onServer(true);
		DatagramChannel channel = resources.onChannel(DatagramChannel.class, group);
		group.register(channel).sync();
		channel.bind(new InetSocketAddress("127.0.0.1", 0)).sync();
		Awaitility.await().until(() -> !this.listeners.isEmpty());
		channel.close().sync();
		assertThat(this.listeners).singleElement().satisfies((listener) -> {
			assertThat(listener.state().protocol()).isEqualTo(Protocol.UDP);
			assertThat(listener.state().problems()).singleElement()
				.satisfies((problem) -> assertThat(problem.summary()).contains("QUIC"));
		});
	}

	@Test
	void datagramChannelIsRefusedAndClosedWhenMptcpIsRequired() {
		LoopResources resources = resources(OnUnavailable.FAIL);
		EventLoopGroup group = resources.onServer(true);
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> resources.onChannel(DatagramChannel.class, group))
			.havingCause()
			.isInstanceOf(MptcpUnavailableException.class)
			.withMessageContaining("QUIC");
		assertThat(this.loops.channels).singleElement().satisfies((channel) -> assertThat(channel.isOpen()).isFalse());
		assertThat(this.listeners).isEmpty();
	}

	@Test
	void unixDomainSocketIsLeftAlone(@TempDir Path directory) {
		DomainSocketAddress address = new DomainSocketAddress(directory.resolve("netty.sock").toFile());
		DisposableServer server = HttpServer.create()
			.bindAddress(() -> address)
			.runOn(resources(OnUnavailable.FALLBACK))
			.handle((request, response) -> response.sendString(Mono.just("hello")))
			.bindNow();
		try {
			ClientSockets sockets = new ClientSockets(new ProcessSockets(),
					new ClientSettings(true, OnUnavailable.FAIL, true), (problem) -> {
						throw new IllegalStateException(problem.summary());
					});
			// Not from the pool that is shared, which would outlive these event loops
			assertThat(HttpClient.newConnection()
				.remoteAddress(() -> address)
				.runOn(PreparingLoopResources.wrap(() -> this.loops,
						new ClientPreparation(sockets, RefusableOptions.NONE)))
				.get()
				.uri("/")
				.responseContent()
				.aggregate()
				.asString()
				.block()).isEqualTo("hello");
		}
		finally {
			server.disposeNow();
		}
		assertThat(this.listeners).singleElement()
			.extracting((listener) -> listener.state().protocol())
			.isEqualTo(Protocol.UNIX);
	}

	private LoopResources resources(OnUnavailable onUnavailable) {
		return PreparingLoopResources.wrap(() -> this.loops,
				new ListenerPreparation(new ListenerSockets(new ProcessSockets(),
						new ListenerSettings(true, onUnavailable, 0), this.listeners::add)));
	}

	private static final class RecordingLoopResources implements LoopResources {

		private final LoopResources delegate = LoopResources.create("recording", 1, true);

		private final List<Channel> channels = new CopyOnWriteArrayList<>();

		@Override
		public EventLoopGroup onServer(boolean useNative) {
			return this.delegate.onServer(useNative);
		}

		@Override
		public <C extends Channel> C onChannel(Class<C> channelType, EventLoopGroup group) {
			C channel = this.delegate.onChannel(channelType, group);
			this.channels.add(channel);
			return channel;
		}

	}

}
