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

import java.net.InetSocketAddress;
import java.util.NoSuchElementException;

import io.github.mptcpspring.testsupport.BlockedRequest;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.boot.Exchange;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.WebFilter;

/**
 * The reactive application of the tests.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = { TomcatReactiveManagementContextAutoConfiguration.class,
		TomcatReactiveWebServerAutoConfiguration.class })
@Import({ BlockedRequest.class, Greeter.class })
class NettyApplication {

	/** The port at the client's end. */
	static final String CLIENT_PORT = "Client-Port";

	@Bean
	WebFilter kernelProtocolFilter() {
		return (exchange, chain) -> {
			describeConnection(exchange.getRequest(), exchange.getResponse().getHeaders());
			return chain.filter(exchange);
		};
	}

	private static void describeConnection(ServerHttpRequest request, HttpHeaders headers) {
		InetSocketAddress local = request.getLocalAddress();
		InetSocketAddress remote = request.getRemoteAddress();
		headers.set(Exchange.AT_SERVER, KernelSockets.connection(local, remote).name());
		headers.set(CLIENT_PORT, String.valueOf(remote.getPort()));
		try {
			KernelProtocol atClient = KernelSockets.connection(remote, local);
			headers.set(Exchange.AT_CLIENT, atClient.name());
		}
		catch (NoSuchElementException ex) {
			// The client is another process
		}
	}

}
