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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ReactorResourceFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that threads and meters of Reactor Netty, of the server and of a client, have the
 * names that they have without us, and the listener the backlog.
 */
@Tag("server")
@InNetworkNamespace(sysctl = "net.mptcp.enabled=1", own = true)
class NettyNamesTests {

	private static final List<String> OURS = ImportCandidates
		.load(AutoConfiguration.class, NettyNamesTests.class.getClassLoader())
		.getCandidates()
		.stream()
		.filter((name) -> name.startsWith("io.github.mptcpspring."))
		.toList();

	@Test
	void areTheSame() throws Exception {
		ExternalProgram.require("ss");
		Names without = names(WebServerKind.NETTY.excluding(OURS.stream()), KernelProtocol.TCP);
		Names with = names("server.mptcp.enabled=true", KernelProtocol.MPTCP);
		assertThat(without.threads()).anyMatch((name) -> name.startsWith("webflux-http-epoll-"));
		assertThat(without.meters()).anyMatch((name) -> name.startsWith("reactor.netty.http.server."))
			.anyMatch((name) -> name.startsWith("reactor.netty.http.client."))
			.anyMatch((name) -> name.startsWith("reactor.netty.connection.provider."))
			.anyMatch((name) -> name.startsWith("http.server.requests"));
		assertThat(with.threads()).isEqualTo(without.threads());
		assertThat(with.meters()).isEqualTo(without.meters());
		assertThat(with.backlog()).isEqualTo(without.backlog()).isEqualTo("23");
	}

	private static Names names(String property, KernelProtocol expected) throws Exception {
		// Both, one of which is known to each of the two
		String client = "client.mptcp.enabled=true";
		try (NettyServer server = NettyServer.start(Metered.class, property, client, "server.port=8080")) {
			assertThat(KernelSockets.listener(8080)).isEqualTo(expected);
			ResponseEntity<String> response = BootClient.WEB_CLIENT.get(server.context(), server.uri("/"));
			assertThat(response.getHeaders().getFirst(Exchange.AT_CLIENT)).isEqualTo(expected.name());
			MeterRegistry registry = server.context().getBean(MeterRegistry.class);
			Awaitility.await()
				.until(() -> meters(registry).stream().anyMatch((name) -> name.startsWith("http.server")));
			return new Names(threads(), meters(registry), backlog());
		}
		finally {
			Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
		}
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("webflux-http-"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** A pool's id is a hash, and which of the event loops have served is chance. */
	private static Set<String> meters(MeterRegistry registry) {
		return registry.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("reactor.netty.") || id.getName().startsWith("http."))
			.map((id) -> id.getName() + id.getTags()
				.stream()
				.filter((tag) -> !tag.getKey().equals("id"))
				.map((tag) -> tag.getKey() + "=" + tag.getValue().replaceFirst("-epoll-[0-9]+$", "-epoll"))
				.toList())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** State, Recv-Q, and Send-Q, which is the backlog of a listener. */
	private static String backlog() throws Exception {
		return ExternalProgram
			.run(List.of("ss", "--no-header", "--listening", "--tcp", "--mptcp", "--numeric", "sport = :8080"))
			.lines()
			.filter((line) -> line.contains("LISTEN"))
			.map((line) -> line.trim().split(" +"))
			.map((columns) -> columns[List.of(columns).indexOf("LISTEN") + 2])
			.distinct()
			.collect(Collectors.joining(" "));
	}

	/**
	 * What there is of names.
	 */
	private record Names(Set<String> threads, Set<String> meters, String backlog) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Metered {

		@Bean
		ReactorResourceFactory ownResourceFactory() {
			ReactorResourceFactory factory = new ReactorResourceFactory();
			factory.setUseGlobalResources(false);
			factory.setShutdownQuietPeriod(Duration.ZERO);
			factory.setConnectionProviderSupplier(() -> ConnectionProvider.builder("own-pool").metrics(true).build());
			return factory;
		}

		@Bean
		NettyServerCustomizer meteredServer() {
			return (server) -> server.metrics(true, (uri) -> uri).option(ChannelOption.SO_BACKLOG, 23);
		}

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> meteredClient() {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.metrics(true, (uri) -> uri));
		}

	}

}
