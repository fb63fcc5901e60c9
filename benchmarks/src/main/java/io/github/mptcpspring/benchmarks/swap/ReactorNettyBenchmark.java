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

package io.github.mptcpspring.benchmarks.swap;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.reactor.MptcpHttpClientCustomizer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/**
 * Channels of Netty, made as Reactor Netty makes one for a new connection.
 */
@State(Scope.Benchmark)
public abstract class ReactorNettyBenchmark {

	private static final MptcpSockets SOCKETS = MptcpSockets.create();

	private final LoopResources plain = LoopResources.create("benchmark", 1, true);

	private final LoopResources mptcp;

	private final EventLoopGroup group;

	ReactorNettyBenchmark(boolean preferNative, Class<? extends SocketChannel> channelType) {
		this.mptcp = mptcp(this.plain);
		this.group = this.plain.onClient(preferNative);
		Class<?> actual = this.plain.onChannelClass(SocketChannel.class, this.group);
		if (actual != channelType) {
			throw new IllegalStateException("Channels are " + actual + " and not " + channelType);
		}
	}

	// The public way in for an HttpClient; a socket that is not swapped is an error here
	private static LoopResources mptcp(LoopResources plain) {
		ClientSettings settings = new ClientSettings(true, OnUnavailable.FAIL, false);
		MptcpHttpClientCustomizer customizer = new MptcpHttpClientCustomizer(SOCKETS, settings, (problem) -> {
		});
		return customizer.apply(HttpClient.create().runOn(plain)).configuration().loopResources();
	}

	/**
	 * Create a channel and close it.
	 */
	@Benchmark
	public void plain() {
		this.plain.onChannel(SocketChannel.class, this.group).unsafe().closeForcibly();
	}

	/**
	 * Create a channel that speaks MPTCP and close it.
	 */
	@Benchmark
	public void mptcp() {
		this.mptcp.onChannel(SocketChannel.class, this.group).unsafe().closeForcibly();
	}

	/**
	 * Stop the event loops.
	 */
	@TearDown
	public void stop() {
		this.plain.dispose();
	}

}
