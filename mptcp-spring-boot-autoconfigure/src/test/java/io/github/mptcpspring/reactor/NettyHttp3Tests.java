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

import java.nio.file.Path;
import java.time.Duration;

import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http3SettingsSpec;
import reactor.netty.http.Http3SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for HTTP/3, which has nothing to do with TCP.
 */
@Tag("server")
@ExtendWith(OutputCaptureExtension.class)
class NettyHttp3Tests {

	@Test
	void isServedAsBeforeAndSaysOnceThatQuicDoesNotUseMptcp(@TempDir Path directory, CapturedOutput output)
			throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		try (NettyServer server = startServer(certificate)) {
			assertThat(get(server)).isEqualTo("hello");
			assertThat(MptcpLog.lines(output)).containsExactly(
					"INFO Netty listens on port " + server.port() + " with UDP",
					"WARN Netty on port " + server.port()
							+ ": MPTCP is not used: HTTP/3 runs over QUIC and that over UDP."
							+ " Serve HTTP/1.1 or HTTP/2 to use several paths");
		}
	}

	private NettyServer startServer(ServerCertificate certificate) {
		String[] ssl = certificate.serverProperties();
		// The server's own properties for TLS are for TCP
		return NettyServer.startOnItsOwn(Http3.class, ssl[1], ssl[2]);
	}

	private String get(NettyServer server) {
		Http3SslContextSpec trustAll = Http3SslContextSpec.forClient()
			.configure((context) -> context.trustManager(InsecureTrustManagerFactory.INSTANCE));
		return server.context()
			.getBean(MptcpHttpClientCustomizer.class)
			.apply(HttpClient.newConnection())
			.protocol(HttpProtocol.HTTP3)
			.secure((spec) -> spec.sslContext(trustAll))
			.http3Settings(NettyHttp3Tests::allowOneRequest)
			.get()
			.uri("https://127.0.0.1:" + server.port() + "/hello")
			.responseContent()
			.aggregate()
			.asString()
			.block(Duration.ofSeconds(20));
	}

	private static void allowOneRequest(Http3SettingsSpec.Builder settings) {
		settings.maxData(100_000)
			.maxStreamDataBidirectionalLocal(100_000)
			.maxStreamDataBidirectionalRemote(100_000)
			.maxStreamsBidirectional(1);
	}

	@Configuration(proxyBeanMethods = false)
	static class Http3 {

		@Bean
		NettyServerCustomizer http3Customizer(SslBundles bundles) {
			SslBundle bundle = bundles.getBundle("server");
			Http3SslContextSpec certificate = Http3SslContextSpec.forServer(bundle.getManagers().getKeyManagerFactory(),
					bundle.getKey().getPassword());
			return (server) -> server.protocol(HttpProtocol.HTTP3)
				.secure((spec) -> spec.sslContext(certificate))
				.http3Settings(NettyHttp3Tests::allowOneRequest);
		}

		@Bean
		NettyRouteProvider shortRoute() {
			return (routes) -> routes.get("/hello", (request, response) -> response.sendString(Mono.just("hello")));
		}

	}

}
