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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.boot.TransferClient;
import io.github.mptcpspring.testsupport.boot.Transfers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many bytes in both directions over each transport, as HTTP/1.1, HTTP/2 and WebSocket,
 * with and without TLS, by WebClient and RestClient, between peers that speak MPTCP and
 * peers that do not.
 */
@Tag("server")
@MptcpRequired
class NettyTransferTests {

	private static ServerCertificate certificate;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		certificate = ServerCertificate.create(directory);
	}

	@ParameterizedTest
	@EnumSource
	void everyByteArrives(NettyTransport transport) throws Exception {
		ForkedJvm jvm = transport.run(Application.class, certificate.serverProperties());
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output().lines().filter((line) -> line.startsWith("Transfer: "))).as(jvm.output())
			.containsExactly(
			// @formatter:off
				"Transfer: http/1.1 from MPTCP to MPTCP, 104857600 down, 104857600 up",
				"Transfer: http/1.1 from TCP to TCP, 10485760 down, 10485760 up",
				"Transfer: http/1.1 from FALLBACK to TCP, 10485760 down, 10485760 up",
				"Transfer: https/1.1 from MPTCP to MPTCP, 10485760 down, 10485760 up",
				"Transfer: h2 from MPTCP to MPTCP, 10485760 down, 10485760 up",
				"Transfer: h2 from TCP to TCP, 10485760 down, 10485760 up",
				"Transfer: h2c from MPTCP to MPTCP, 10485760 down, 10485760 up",
				"Transfer: ws from MPTCP to MPTCP, 10485760 there and back",
				"Transfer: wss from MPTCP to MPTCP, 10485760 there and back",
				"Transfer: RestClient from MPTCP to MPTCP, 10485760 down, 10485760 up",
				"Transfer: RestClient from TCP to TCP, 10485760 down, 10485760 up",
				"Transfer: RestClient from FALLBACK to TCP, 10485760 down, 10485760 up",
				"Transfer: RestClient with TLS from MPTCP to MPTCP, 10485760 down, 10485760 up");
			// @formatter:on
		assertThat(jvm.output()).contains("http-" + transport + "-");
		assertThat(NettyTransport.warnings(jvm)).isEmpty();
	}

	static final class Application {

		private static final long LARGE = DataSize.ofMegabytes(100).toBytes();

		private static final long SMALL = DataSize.ofMegabytes(10).toBytes();

		private final HttpClient tcp = HttpClient.create();

		private final HttpClient mptcp;

		private Application(MptcpHttpClientCustomizer customizer) {
			this.mptcp = customizer.apply(HttpClient.create());
		}

		static void main(String[] tlsProperties) throws IOException {
			try (NettyServer server = NettyServer.startOnItsOwn(Transfers.class, "client.mptcp.enabled=true");
					NettyServer tcpServer = NettyServer.startOnItsOwn(Transfers.class, "server.mptcp.enabled=false");
					NettyServer h2cServer = NettyServer.startOnItsOwn(Transfers.class, "server.http2.enabled=true");
					NettyServer tlsServer = NettyServer.startOnItsOwn(Transfers.class, withHttp2(tlsProperties))) {
				new Application(server.context().getBean(MptcpHttpClientCustomizer.class)).run(server.uri(""),
						tcpServer.uri(""), URI.create("https://127.0.0.1:" + tlsServer.port()), h2cServer.uri(""));
			}
		}

		private static String[] withHttp2(String[] tlsProperties) {
			List<String> properties = new ArrayList<>(List.of(tlsProperties));
			properties.add("server.http2.enabled=true");
			return properties.toArray(String[]::new);
		}

		private void run(URI server, URI tcpServer, URI tlsServer, URI h2cServer) {
			print(TransferClient.transfer("http/1.1", this.mptcp, server, LARGE));
			print(TransferClient.transfer("http/1.1", this.tcp, server, SMALL));
			print(TransferClient.transfer("http/1.1", this.mptcp, tcpServer, SMALL));
			print(TransferClient.transfer("https/1.1", TransferClient.http1(this.mptcp), tlsServer, SMALL));
			print(TransferClient.transfer("h2", TransferClient.http2(this.mptcp), tlsServer, SMALL));
			print(TransferClient.transfer("h2", TransferClient.http2(this.tcp), tlsServer, SMALL));
			print(TransferClient.transfer("h2c", this.mptcp.protocol(HttpProtocol.H2C), h2cServer, SMALL));
			print(TransferClient.echo("ws", this.mptcp, server, SMALL));
			print(TransferClient.echo("wss", TransferClient.http1(this.mptcp), tlsServer, SMALL));
			print(TransferClient.transferBlocking("RestClient", this.mptcp, server, SMALL));
			print(TransferClient.transferBlocking("RestClient", this.tcp, server, SMALL));
			print(TransferClient.transferBlocking("RestClient", this.mptcp, tcpServer, SMALL));
			print(TransferClient.transferBlocking("RestClient with TLS", TransferClient.http1(this.mptcp), tlsServer,
					SMALL));
		}

		private static void print(String result) {
			System.out.println("Transfer: " + result);
		}

	}

}
