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

package io.github.mptcpspring.clienttests;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.mptcpspring.autoconfigure.httpclient.HttpClientMptcp;
import io.github.mptcpspring.testsupport.FailureTypes;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.restclient.autoconfigure.RestClientBuilderConfigurer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that the clients that Spring Boot builds with Jetty and with HttpComponents speak
 * MPTCP, and otherwise behave as they do without the starter.
 */
@Tag("server")
@Tag("client:httpcomponents")
@Tag("client:jetty")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class BootClientTests {

	private static final String ENABLED = "client.mptcp.enabled=true";

	private static final Map<String, ConfigurableApplicationContext> PEERS = new ConcurrentHashMap<>();

	private static final Map<ClientKind, ConfigurableApplicationContext> CLIENTS = new EnumMap<>(ClientKind.class);

	private static List<String> trust;

	private static ServerCertificate certificate;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		certificate = ServerCertificate.create(directory);
		trust = new ArrayList<>(certificate.trustOf("peer"));
		trust.add("spring.http.clients.ssl.bundle=peer");
	}

	@AfterAll
	static void close() {
		CLIENTS.values().forEach(ConfigurableApplicationContext::close);
		CLIENTS.clear();
		PEERS.values().forEach(ConfigurableApplicationContext::close);
		PEERS.clear();
	}

	static Stream<Arguments> speaksMptcp() {
		return Stream.of(ClientKind.values())
			.flatMap((kind) -> Stream.of(true, false)
				.flatMap((tls) -> Stream.of(true, false)
					.filter((http2) -> !http2 || kind.named().startsWith("Jetty"))
					.map((http2) -> Arguments.of(kind, tls, http2))));
	}

	@ParameterizedTest
	@MethodSource
	void speaksMptcp(ClientKind kind, boolean tls, boolean http2, CapturedOutput output) {
		List<String> properties = new ArrayList<>(List.of(ENABLED, "client.mptcp.on-unavailable=fail"));
		if (tls) {
			properties.addAll(trust);
		}
		String version = http2 ? "HTTP/2.0" : "HTTP/1.1";
		Class<?> configuration = http2 ? ClientKind.Http2.class : ClientKind.Application.class;
		try (ConfigurableApplicationContext client = kind.start(configuration, properties)) {
			assertThat(kind.get(client, uri(tls, true, "/"))).isEqualTo("MPTCP " + version);
			assertThat(kind.get(client, uri(tls, false, "/"))).isEqualTo("FALLBACK " + version);
			assertThat(kind.get(client, uri(tls, true, "/redirect"))).isEqualTo("MPTCP " + version);
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("ClientLogger"))).singleElement()
			.asString()
			.endsWith(kind.named() + " connects with MPTCP");
	}

	@ParameterizedTest
	@EnumSource
	void megabytesArriveAsTheyWere(ClientKind kind) {
		ConfigurableApplicationContext client = client(kind);
		kind.download(client, uri(false, true, "/bytes"));
		assertThat(kind.upload(client, uri(false, true, "/"))).isEqualTo("MPTCP HTTP/1.1");
	}

	@ParameterizedTest
	@EnumSource(names = { "JETTY_REST_CLIENT", "JETTY_WEB_CLIENT", "HTTP_COMPONENTS_REST_CLIENT" })
	void httpServiceClientsSpeakMptcp(ClientKind kind) {
		boolean reactive = kind == ClientKind.JETTY_WEB_CLIENT;
		try (ConfigurableApplicationContext client = kind.start(
				reactive ? ReactiveServiceClient.class : ServiceClient.class,
				List.of(ENABLED, "client.mptcp.on-unavailable=fail",
						"spring.http.serviceclient.peer.base-url=" + uri(false, true, "/")))) {
			assertThat(client.getBean(Peer.class).get()).isEqualTo("MPTCP HTTP/1.1");
		}
	}

	@ParameterizedTest
	@EnumSource
	void speaksTcpAndSaysNothingWhenSwitchedOff(ClientKind kind, CapturedOutput output) {
		try (ConfigurableApplicationContext client = kind.start(ClientKind.Application.class,
				List.of("client.mptcp.on-unavailable=fail"))) {
			assertThat(kind.get(client, uri(false, true, "/"))).isEqualTo("TCP HTTP/1.1");
			assertThat(output).doesNotContain("ClientLogger");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "JETTY_REST_CLIENT", "HTTP_COMPONENTS_REST_CLIENT" })
	void aClientIsTakenOutByALineOfCode(ClientKind kind) {
		ConfigurableApplicationContext client = client(kind);
		RestClientBuilderConfigurer configurer = client.getBean(RestClientBuilderConfigurer.class);
		RestClient restClient = client.getBean(HttpClientMptcp.class)
			.disabled(() -> configurer.configure(RestClient.builder()).build());
		assertThat(restClient.get().uri(uri(false, true, "/")).retrieve().body(String.class)).isEqualTo("TCP HTTP/1.1");
		assertThat(kind.get(client, uri(false, true, "/"))).isEqualTo("MPTCP HTTP/1.1");
	}

	@ParameterizedTest
	@EnumSource
	void failuresAreThoseWithoutTheStarter(ClientKind kind) throws Exception {
		int port;
		try (ServerSocket closed = new ServerSocket(0)) {
			port = closed.getLocalPort();
		}
		List<URI> uris = List.of(URI.create("http://127.0.0.1:" + port + "/"), uri(false, true, "/never"));
		List<List<String>> failures = new ArrayList<>();
		for (boolean enabled : List.of(false, true)) {
			try (ConfigurableApplicationContext client = kind.start(ClientKind.Application.class,
					List.of("client.mptcp.enabled=" + enabled, "spring.http.clients.read-timeout=200ms"))) {
				failures.add(uris.stream().map((uri) -> failure(kind, client, uri)).toList());
			}
		}
		assertThat(failures.getLast()).isEqualTo(failures.getFirst());
		assertThat(failures.getLast().getFirst()).contains("ConnectException");
	}

	private static String failure(ClientKind kind, ConfigurableApplicationContext client, URI uri) {
		return FailureTypes.of(catchThrowable(() -> kind.get(client, uri)));
	}

	@Test
	void theClientsThatBootDetectsAreReached(CapturedOutput output) {
		try (ConfigurableApplicationContext client = ClientKind.JETTY_WEB_CLIENT.start(ClientKind.Application.class,
				List.of(ENABLED, "client.mptcp.on-unavailable=fail"))) {
			URI uri = uri(false, true, "/");
			assertThat(ClientKind.JETTY_WEB_CLIENT.get(client, uri)).isEqualTo("MPTCP HTTP/1.1");
			// HttpComponents, which is on the class path
			assertThat(ClientKind.HTTP_COMPONENTS_REST_CLIENT.get(client, uri)).isEqualTo("MPTCP HTTP/1.1");
		}
		assertThat(output).contains("Jetty client connects with MPTCP", "HttpComponents client connects with MPTCP")
			.doesNotContain("WARN");
	}

	private static ConfigurableApplicationContext client(ClientKind kind) {
		return CLIENTS.computeIfAbsent(kind, (any) -> kind.start(ClientKind.Application.class, List.of(ENABLED)));
	}

	private static URI uri(boolean tls, boolean mptcp, String path) {
		ConfigurableApplicationContext peer = PEERS.computeIfAbsent(tls + " " + mptcp,
				(any) -> PeerApplication.start(mptcp, tls ? certificate.serverProperties() : new String[0]));
		return URI.create((tls ? "https" : "http") + "://127.0.0.1:"
				+ peer.getEnvironment().getRequiredProperty("local.server.port") + path);
	}

	interface Peer {

		@GetExchange("/")
		String get();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "peer", types = Peer.class)
	static class ServiceClient {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "peer", types = Peer.class, clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
	static class ReactiveServiceClient {

	}

}
