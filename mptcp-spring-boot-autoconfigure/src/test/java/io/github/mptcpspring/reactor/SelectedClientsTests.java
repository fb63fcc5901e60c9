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

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.autoconfigure.httpclient.HttpClientMptcp;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientBuilderConfigurer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for clients that an application takes out of MPTCP, or puts in, one by one.
 */
@Tag("server")
@MptcpRequired
class SelectedClientsTests extends ServedClientTests {

	@Test
	void aGroupIsTakenOut() {
		assertThat(withMptcp("client.mptcp.serviceclient.blocking.enabled=false")).containsOnly(BootClient.WEB_CLIENT,
				BootClient.REST_CLIENT, BootClient.REST_TEMPLATE, BootClient.REACTIVE_HTTP_SERVICE);
		assertThat(withMptcp("client.mptcp.serviceclient.reactive.enabled=false")).containsOnly(BootClient.WEB_CLIENT,
				BootClient.REST_CLIENT, BootClient.REST_TEMPLATE, BootClient.HTTP_SERVICE);
	}

	@Test
	void aGroupIsPutIn() {
		assertThat(withMptcp("client.mptcp.enabled=false", "client.mptcp.serviceclient.blocking.enabled=true"))
			.containsOnly(BootClient.HTTP_SERVICE);
		assertThat(withMptcp("client.mptcp.enabled=false", "client.mptcp.serviceclient.reactive.enabled=true"))
			.containsOnly(BootClient.REACTIVE_HTTP_SERVICE);
	}

	@Test
	void aGroupThatIsNotNamedDoesAsAllOthers() {
		assertThat(withMptcp("client.mptcp.serviceclient.other.enabled=false")).containsOnly(BootClient.values());
		assertThat(withMptcp("client.mptcp.enabled=false", "client.mptcp.serviceclient.other.enabled=true")).isEmpty();
	}

	@Test
	void aClientIsTakenOutByALineOfCode() {
		try (ConfigurableApplicationContext context = ClientApplication.start("client.mptcp.on-unavailable=fail")) {
			HttpClientMptcp mptcp = context.getBean(HttpClientMptcp.class);
			RestClientBuilderConfigurer configurer = context.getBean(RestClientBuilderConfigurer.class);
			RestClient restClient = mptcp.disabled(() -> configurer.configure(RestClient.builder()).build());
			assertThat(Exchange.of(restClient.get().uri(server().uri("/")).retrieve().toEntity(String.class)))
				.isEqualTo(Exchange.HELLO_OVER_TCP);
			WebClient webClient = WebClient.builder()
				.clientConnector(mptcp.disabled(() -> context.getBean(ClientHttpConnectorBuilder.class).build()))
				.build();
			assertThat(Exchange.of(webClient.get().uri(server().uri("/")).retrieve().toEntity(String.class).block()))
				.isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThat(Exchange.of(BootClient.REST_CLIENT.get(context, server().uri("/"))))
				.isEqualTo(Exchange.HELLO_OVER_MPTCP);
		}
	}

	private static Set<BootClient> withMptcp(String... properties) {
		Map<BootClient, Exchange> exchanges = new EnumMap<>(BootClient.class);
		try (ConfigurableApplicationContext context = ClientApplication.start(properties)) {
			for (BootClient client : BootClient.values()) {
				exchanges.put(client, Exchange.of(client.get(context, server().uri("/"))));
			}
		}
		exchanges.values().removeIf((exchange) -> !exchange.equals(Exchange.HELLO_OVER_MPTCP));
		return exchanges.keySet();
	}

}
