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

package io.github.mptcpspring.servertests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.stream.Stream;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.reactor.MptcpLoopResources;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.network.ClientProgram;
import io.github.mptcpspring.testsupport.network.DownloadingClient;
import io.github.mptcpspring.testsupport.network.Reception;
import io.grpc.ManagedChannel;
import io.rsocket.transport.netty.client.TcpClientTransport;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpResources;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.util.MimeTypeUtils;

/**
 * An application on a host of its own, with the requesters and the channels that Spring
 * Boot builds.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class RemoteCallsClient {

	private static final LoopResources MPTCP = MptcpLoopResources.forClients(TcpResources.get(), MptcpSockets.create(),
			new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
			});

	static void main() throws IOException {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(RemoteCallsClient.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("client.mptcp.grpc.enabled=true", "client.mptcp.on-unavailable=fail",
					"spring.grpc.server.port=0", "logging.level.root=warn")
			.run();
		ClientProgram.run((arguments) -> Protocol.valueOf(arguments.getFirst()).client(context));
	}

	private static void receive(Iterator<byte[]> chunks, InetSocketAddress server, Reception reception) {
		boolean begun = false;
		while (chunks.hasNext()) {
			if (!begun) {
				reception.begin(KernelSockets.connectionsTo(server.getPort()).getFirst(), null);
				begun = true;
			}
			reception.receive(ByteBuffer.wrap(chunks.next()));
		}
		reception.end();
	}

	/**
	 * What it speaks.
	 */
	enum Protocol {

		RSOCKET(RemoteCallsServer.RSOCKET_PORT, TransferController.LENGTH) {

			@Override
			DownloadingClient client(ConfigurableApplicationContext context) {
				return new Requests(context.getBean(RSocketRequester.Builder.class));
			}

		},

		GRPC(RemoteCallsServer.GRPC_PORT, TransferService.LENGTH) {

			@Override
			DownloadingClient client(ConfigurableApplicationContext context) {
				return new Calls(context.getBean(GrpcChannelFactory.class));
			}

		};

		private final int port;

		private final long length;

		Protocol(int port, long length) {
			this.port = port;
			this.length = length;
		}

		int port() {
			return this.port;
		}

		long length() {
			return this.length;
		}

		abstract DownloadingClient client(ConfigurableApplicationContext context);

	}

	/**
	 * A connection of RSocket for each download.
	 *
	 * @param builder builds the requester
	 */
	private record Requests(RSocketRequester.Builder builder) implements DownloadingClient {

		@Override
		public void download(InetSocketAddress server, long bytes, Reception reception) {
			RSocketRequester requester = this.builder.dataMimeType(MimeTypeUtils.APPLICATION_OCTET_STREAM)
				.transport(TcpClientTransport.create(
						TcpClient.newConnection().host(server.getHostString()).port(server.getPort()).runOn(MPTCP)));
			try (Stream<byte[]> chunks = TransferController.download(requester).toStream(1)) {
				receive(chunks.iterator(), server, reception);
			}
			finally {
				requester.dispose();
			}
		}

		@Override
		public void close() {
			// Requesters are disposed
		}

	}

	/**
	 * A channel of gRPC for each download.
	 *
	 * @param factory makes the channel
	 */
	private record Calls(GrpcChannelFactory factory) implements DownloadingClient {

		@Override
		public void download(InetSocketAddress server, long bytes, Reception reception) {
			ManagedChannel channel = this.factory.createChannel(server.getHostString() + ":" + server.getPort());
			try {
				receive(TransferService.chunks(channel), server, reception);
			}
			finally {
				channel.shutdownNow();
			}
		}

		@Override
		public void close() {
			// Channels are shut down
		}

	}

}
