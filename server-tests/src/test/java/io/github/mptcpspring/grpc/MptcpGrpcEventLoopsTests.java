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

package io.github.mptcpspring.grpc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.servertests.TransferService;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for gRPC without Spring, on each transport that gRPC chooses: an application with
 * {@code grpc-netty} and nothing else has NIO.
 */
@Tag("kernel")
@MptcpRequired
class MptcpGrpcEventLoopsTests {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void bothEndsSpeakMptcp(boolean epoll) throws Exception {
		List<String> listeners = new CopyOnWriteArrayList<>();
		MptcpSockets sockets = MptcpSockets.create();
		try (MptcpGrpcEventLoops loops = new MptcpGrpcEventLoops(epoll)) {
			NettyServerBuilder serverBuilder = NettyServerBuilder.forPort(0).addService(new TransferService());
			new MptcpGrpcServerCustomizer(sockets, new ListenerSettings(true, OnUnavailable.FAIL, 0),
					(listener) -> listeners.add(listener.server() + " " + listener.state().protocol()), loops)
				.accept(serverBuilder);
			Server server = serverBuilder.build().start();
			NettyChannelBuilder channelBuilder = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
				.keepAliveTime(1, TimeUnit.MINUTES)
				.usePlaintext();
			new MptcpGrpcChannelCustomizer(sockets, new ClientSettings(true, OnUnavailable.FAIL, true), (problem) -> {
			}, loops).accept(channelBuilder);
			ManagedChannel channel = channelBuilder.build();
			assertThat(TransferService.protocol(channel)).isEqualTo("MPTCP MPTCP");
			TransferService.download(channel);
			assertThat(TransferService.upload(channel)).isEqualTo("8000000");
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.anyMatch((name) -> name.startsWith(epoll ? "grpc-default-worker-ELG-" : "grpc-nio-worker-ELG-"));
			channel.shutdownNow();
			server.shutdownNow().awaitTermination();
		}
		assertThat(listeners).containsExactly("gRPC MPTCP");
	}

}
