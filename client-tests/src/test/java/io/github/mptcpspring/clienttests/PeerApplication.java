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

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A server that answers with what the kernel says of the client's socket, which is in
 * this process, too, and with the version of HTTP.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class PeerApplication {

	/** More than the buffers of the kernel take, so that each end waits for the other. */
	static final long LENGTH = 8_000_000;

	static ConfigurableApplicationContext start(boolean mptcp, String... properties) {
		return new SpringApplicationBuilder(PeerApplication.class).web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.properties("server.port=0", "server.address=127.0.0.1", "server.http2.enabled=true",
					"server.shutdown=immediate", "server.mptcp.enabled=" + mptcp, "server.mptcp.on-unavailable=fail")
			.run(Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new));
	}

	@Bean
	ServletRegistrationBean<HttpServlet> peerServlet() {
		ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(new PeerServlet(), "/*");
		registration.setAsyncSupported(true);
		return registration;
	}

	static void write(OutputStream output) throws IOException {
		PeerServlet.write(output);
	}

	private static final class PeerServlet extends HttpServlet {

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			if (request.getRequestURI().equals("/bytes")) {
				write(response.getOutputStream());
			}
			else if (request.getRequestURI().equals("/redirect")) {
				response.sendRedirect("/");
			}
			else if (request.getRequestURI().equals("/never")) {
				// The response never comes
				request.startAsync().setTimeout(0);
			}
			else {
				answer(request, response);
			}
		}

		@Override
		protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
			ReferenceBytes.check(0, LENGTH / 2, request.getInputStream());
			pause();
			ReferenceBytes.check(LENGTH / 2, LENGTH, request.getInputStream());
			answer(request, response);
		}

		// The pause is what is tried: the client waits for bytes, or its buffers fill
		private static void pause() {
			try {
				Thread.sleep(100);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
			InetSocketAddress client = new InetSocketAddress(request.getRemoteAddr(), request.getRemotePort());
			InetSocketAddress own = new InetSocketAddress(request.getLocalAddr(), request.getLocalPort());
			String answer = KernelSockets.connection(client, own) + " " + request.getProtocol();
			response.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
		}

		private static void write(OutputStream output) throws IOException {
			for (long position = 0; position < LENGTH;) {
				byte[] chunk = ReferenceBytes.chunk(position, LENGTH);
				output.write(chunk);
				position += chunk.length;
				if (position - chunk.length < LENGTH / 2 && position >= LENGTH / 2) {
					pause();
				}
			}
		}

	}

}
