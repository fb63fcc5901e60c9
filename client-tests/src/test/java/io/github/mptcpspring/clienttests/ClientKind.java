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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.mptcpspring.testsupport.ReferenceBytes;
import org.assertj.core.api.Assertions;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The clients that Boot builds with a library: its way to make a request.
 */
enum ClientKind {

	JETTY_REST_CLIENT("Jetty client", "spring.http.clients.imperative.factory=jetty"),

	JETTY_WEB_CLIENT("Jetty client", "spring.http.clients.reactive.connector=jetty"),

	HTTP_COMPONENTS_REST_CLIENT("HttpComponents client", "spring.http.clients.imperative.factory=http-components"),

	HTTP_COMPONENTS_REST_TEMPLATE("HttpComponents client", "spring.http.clients.imperative.factory=http-components");

	private final String named;

	private final String property;

	ClientKind(String named, String property) {
		this.named = named;
		this.property = property;
	}

	/**
	 * Return what messages call the client.
	 * @return its name
	 */
	String named() {
		return this.named;
	}

	/**
	 * Start an application with this client.
	 * @param configuration further beans
	 * @param properties its properties
	 * @return the application
	 */
	ConfigurableApplicationContext start(Class<?> configuration, List<String> properties) {
		List<String> arguments = new ArrayList<>(List.of(this.property));
		arguments.addAll(properties);
		return new SpringApplicationBuilder(Application.class, configuration).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(arguments.stream().map((property) -> "--" + property).toArray(String[]::new));
	}

	String get(ApplicationContext context, URI uri) {
		return switch (this) {
			case JETTY_WEB_CLIENT -> webClient(context).get().uri(uri).retrieve().bodyToMono(String.class).block();
			case HTTP_COMPONENTS_REST_TEMPLATE ->
				context.getBean(RestTemplateBuilder.class).build().getForObject(uri, String.class);
			default -> restClient(context).get().uri(uri).retrieve().body(String.class);
		};
	}

	/**
	 * Receive megabytes and compare them.
	 * @param context the application
	 * @param uri where they come from
	 */
	void download(ApplicationContext context, URI uri) {
		AtomicLong position = new AtomicLong();
		receive(context, uri, (bytes) -> {
			int length = bytes.remaining();
			ReferenceBytes.check(position.getAndAdd(length), bytes);
		});
		Assertions.assertThat(position).hasValue(PeerApplication.LENGTH);
	}

	/**
	 * Receive bytes.
	 * @param context the application
	 * @param uri where they come from
	 * @param consumer takes them as they arrive
	 */
	void receive(ApplicationContext context, URI uri, Consumer<ByteBuffer> consumer) {
		if (this == JETTY_WEB_CLIENT) {
			webClient(context).get()
				.uri(uri)
				.retrieve()
				.bodyToFlux(DataBuffer.class)
				.doOnNext((buffer) -> consumer.accept(bytes(buffer)))
				.blockLast();
		}
		else {
			restClient(context).get().uri(uri).exchange((request, response) -> {
				byte[] buffer = new byte[8192];
				InputStream body = response.getBody();
				for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
					consumer.accept(ByteBuffer.wrap(buffer, 0, length));
				}
				return "";
			});
		}
	}

	/**
	 * Send megabytes.
	 * @param context the application
	 * @param uri where they go to
	 * @return the response
	 */
	String upload(ApplicationContext context, URI uri) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		check(() -> PeerApplication.write(bytes));
		return (this == JETTY_WEB_CLIENT)
				? webClient(context).post()
					.uri(uri)
					.contentType(MediaType.APPLICATION_OCTET_STREAM)
					.bodyValue(bytes.toByteArray())
					.retrieve()
					.bodyToMono(String.class)
					.block()
				: restClient(context).post()
					.uri(uri)
					.contentType(MediaType.APPLICATION_OCTET_STREAM)
					.body(bytes.toByteArray())
					.retrieve()
					.body(String.class);
	}

	private static ByteBuffer bytes(DataBuffer buffer) {
		ByteBuffer bytes = ByteBuffer.allocate(buffer.readableByteCount());
		buffer.toByteBuffer(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static RestClient restClient(ApplicationContext context) {
		return context.getBean(RestClient.Builder.class).build();
	}

	private static WebClient webClient(ApplicationContext context) {
		return context.getBean(WebClient.Builder.class).build();
	}

	private static void check(Transfer transfer) {
		try {
			transfer.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private interface Transfer {

		void run() throws IOException;

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	/**
	 * Boot's Jetty client has HTTP/2 where the application makes its transport.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Http2 {

		private static final Function<ClientConnector, HttpClientTransport> TRANSPORT = (
				connector) -> new HttpClientTransportOverHTTP2(new HTTP2Client(connector));

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<JettyClientHttpRequestFactoryBuilder> http2RequestFactories() {
			return (builder) -> builder.withHttpClientTransportFactory(TRANSPORT);
		}

		@Bean
		ClientHttpConnectorBuilderCustomizer<JettyClientHttpConnectorBuilder> http2Connectors() {
			return (builder) -> builder.withHttpClientTransportFactory(TRANSPORT);
		}

	}

}
