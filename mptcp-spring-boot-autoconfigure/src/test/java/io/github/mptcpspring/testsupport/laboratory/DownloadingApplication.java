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

package io.github.mptcpspring.testsupport.laboratory;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.network.DownloadingClient;
import io.github.mptcpspring.testsupport.network.Reception;
import io.netty.channel.Channel;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * An application on the client's host: Spring Boot's {@link WebClient}, with connections
 * and event loops of its own.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class DownloadingApplication {

	static DownloadingClient start(List<String> properties) {
		return new Client(TestApplication.run(
				new SpringApplicationBuilder(DownloadingApplication.class).web(WebApplicationType.NONE)
					.properties("client.mptcp.enabled=true", "logging.level.root=warn"),
				properties.toArray(String[]::new)));
	}

	@Bean
	ReactorResourceFactory ownResourceFactory() {
		ReactorResourceFactory resourceFactory = new ReactorResourceFactory();
		resourceFactory.setUseGlobalResources(false);
		// By default whoever stops an application waits two seconds
		resourceFactory.setShutdownQuietPeriod(Duration.ofMillis(500));
		return resourceFactory;
	}

	/** A request that fails is to be seen. */
	@Bean
	ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> noRetryCustomizer() {
		return (builder) -> builder.withHttpClientCustomizer((client) -> client.disableRetry(true));
	}

	/**
	 * Its client.
	 *
	 * @param context the application
	 */
	private record Client(ConfigurableApplicationContext context) implements DownloadingClient {

		@Override
		public void download(InetSocketAddress server, long bytes, Reception reception) {
			Exchanging exchange = new Exchanging(reception);
			this.context.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri(DownloadUri.of(server, bytes))
				.httpRequest(exchange::onRequest)
				.exchangeToFlux(exchange::onResponse)
				.subscribe(exchange::onBytes, reception::fail, reception::end);
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	/**
	 * One request and its response.
	 */
	private static final class Exchanging {

		private final Reception reception;

		private Channel channel;

		private Exchanging(Reception reception) {
			this.reception = reception;
		}

		void onRequest(ClientHttpRequest request) {
			Connection connection = request.getNativeRequest();
			this.channel = connection.channel();
		}

		Flux<DataBuffer> onResponse(ClientResponse response) {
			KernelProtocol atClient = KernelSockets.connection((InetSocketAddress) this.channel.localAddress(),
					(InetSocketAddress) this.channel.remoteAddress());
			String atServer = response.headers().header(Exchange.AT_SERVER).getFirst();
			this.reception.begin(atClient, KernelProtocol.valueOf(atServer));
			return response.bodyToFlux(DataBuffer.class);
		}

		void onBytes(DataBuffer buffer) {
			try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
				parts.forEachRemaining(this.reception::receive);
			}
			finally {
				DataBufferUtils.release(buffer);
			}
		}

	}

}
