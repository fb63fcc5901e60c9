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

package io.github.mptcpspring.drivertests;

import java.util.List;
import java.util.concurrent.TimeUnit;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.TransportSettings;
import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.netty.MptcpEventLoops;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the drivers of MongoDB connect with MPTCP with the event loops that the
 * documentation names. There is no server.
 */
@Tag("server")
@Tag("client:mongodb")
@MptcpRequired
class MongodbTests {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void connectsWithMptcp(boolean reactive) throws Exception {
		EventLoopGroup loops = MptcpEventLoops.forClients(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()),
				MptcpSockets.create(), new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
				});
		try (SilentServer server = new SilentServer()) {
			MongoClientSettings settings = MongoClientSettings.builder()
				.applyToClusterSettings(
						(cluster) -> cluster.hosts(List.of(new ServerAddress("127.0.0.1", server.port()))))
				.transportSettings(TransportSettings.nettyBuilder().eventLoopGroup(loops).build())
				.build();
			if (reactive) {
				try (var _ = com.mongodb.reactivestreams.client.MongoClients.create(settings)) {
					assertThat(server.firstProtocol()).isEqualTo(KernelProtocol.MPTCP);
				}
			}
			else {
				try (MongoClient _ = MongoClients.create(settings)) {
					assertThat(server.firstProtocol()).isEqualTo(KernelProtocol.MPTCP);
				}
			}
		}
		finally {
			loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
		}
	}

}
