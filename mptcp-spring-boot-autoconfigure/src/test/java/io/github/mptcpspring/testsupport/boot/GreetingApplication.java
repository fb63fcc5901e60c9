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

package io.github.mptcpspring.testsupport.boot;

import java.net.InetSocketAddress;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;

import io.github.mptcpspring.testsupport.BlockedRequest;
import io.github.mptcpspring.testsupport.KernelSockets;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.WebFilter;

/**
 * The application of the tests, servlet or reactive. It tells the client what the kernel
 * says of the connection that the request came over.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ BlockedRequest.class, Greeter.class })
public class GreetingApplication {

	/** The port at the client's end. */
	public static final String CLIENT_PORT = "Client-Port";

	private static void describeConnection(InetSocketAddress local, InetSocketAddress remote,
			BiConsumer<String, String> headers) {
		headers.accept(Exchange.AT_SERVER, KernelSockets.connection(local, remote).name());
		headers.accept(CLIENT_PORT, String.valueOf(remote.getPort()));
		try {
			headers.accept(Exchange.AT_CLIENT, KernelSockets.connection(remote, local).name());
		}
		catch (NoSuchElementException ex) {
			// The client is another process
		}
	}

	/**
	 * For servlet applications.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class OfServlets {

		@Bean
		Filter kernelProtocolFilter() {
			return (request, response, chain) -> {
				if (isOfTcp(request)) {
					describeConnection(new InetSocketAddress(request.getLocalAddr(), request.getLocalPort()),
							new InetSocketAddress(request.getRemoteAddr(), request.getRemotePort()),
							((HttpServletResponse) response)::setHeader);
				}
				chain.doFilter(request, response);
			};
		}

		// And not of a Unix domain socket
		private static boolean isOfTcp(ServletRequest request) {
			return request.getRemotePort() > 0;
		}

	}

	/**
	 * For reactive applications.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class Reactive {

		@Bean
		WebFilter kernelProtocolFilter() {
			return (exchange, chain) -> {
				ServerHttpRequest request = exchange.getRequest();
				describeConnection(request.getLocalAddress(), request.getRemoteAddress(),
						exchange.getResponse().getHeaders()::set);
				return chain.filter(exchange);
			};
		}

	}

}
