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

package io.github.mptcpspring.servertests;

import java.net.InetSocketAddress;
import java.util.Map;

import io.github.mptcpspring.actuate.MptcpDescriptor.ListenerDescriptor;
import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.WebSocketClient;
import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.reactive.JettyReactiveWebServerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application with Boot's starter for Jetty, which brings WebSocket.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class JettyStarterTests {

	@Test
	void listensWithMptcp(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(Application.class, WebApplicationType.SERVLET)) {
			int port = port(context);
			assertThat(KernelSockets.listener(port)).isEqualTo(KernelProtocol.MPTCP);
			assertThat(output).contains("Jetty listens on port " + port + " with MPTCP")
				.doesNotContain("MPTCP is not used");
			assertThat(context.getBean(MptcpEndpoint.class).mptcp().listeners())
				.contains(new ListenerDescriptor("jetty", port, "mptcp", 0));
		}
	}

	@Test
	void webSocketOverMptcp() throws Exception {
		try (ConfigurableApplicationContext context = start(Application.class, WebApplicationType.SERVLET)) {
			WebSocketClient.assertEchoesOverMptcp(new InetSocketAddress("127.0.0.1", port(context)), Echo.PATH);
		}
	}

	@Test
	void webSocketOfAReactiveApplicationOverMptcp(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(ReactiveApplication.class, WebApplicationType.REACTIVE)) {
			assertThat(output).contains("Jetty listens on port " + port(context) + " with MPTCP");
			WebSocketClient.assertEchoesOverMptcp(new InetSocketAddress("127.0.0.1", port(context)), Echo.PATH);
		}
	}

	private static ConfigurableApplicationContext start(Class<?> application, WebApplicationType type) {
		return new SpringApplicationBuilder(application).web(type)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run("--server.port=0", "--server.mptcp.enabled=true", "--server.mptcp.on-unavailable=fail",
					"--management.endpoints.web.exposure.include=mptcp");
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SmartInitializingSingleton echo(ServletContext servletContext) {
			ServerContainer container = (ServerContainer) servletContext.getAttribute(ServerContainer.class.getName());
			return () -> {
				try {
					container.addEndpoint(Echo.class);
				}
				catch (DeploymentException ex) {
					throw new IllegalStateException(ex);
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFlux
	static class ReactiveApplication {

		@Bean
		JettyReactiveWebServerFactory webServerFactory() {
			return new JettyReactiveWebServerFactory();
		}

		@Bean
		HttpHandler httpHandler(ApplicationContext context) {
			return WebHttpHandlerBuilder.applicationContext(context).build();
		}

		@Bean
		SimpleUrlHandlerMapping echo() {
			WebSocketHandler echo = (session) -> session
				.send(session.receive().map((message) -> session.textMessage(message.getPayloadAsText())));
			return new SimpleUrlHandlerMapping(Map.of(Echo.PATH, echo), -1);
		}

	}

	/**
	 * Sends back each message as it came. Public, because Jetty calls it.
	 */
	@ServerEndpoint(Echo.PATH)
	public static class Echo {

		static final String PATH = "/echo";

		@OnMessage
		public String echo(String message) {
			return message;
		}

	}

}
