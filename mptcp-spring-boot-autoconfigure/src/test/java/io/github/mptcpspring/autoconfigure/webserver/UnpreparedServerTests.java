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

package io.github.mptcpspring.autoconfigure.webserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.mptcpspring.actuate.MptcpDescriptor.ListenerDescriptor;
import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.actuate.MptcpEndpointAutoConfiguration;
import io.github.mptcpspring.autoconfigure.tomcat.TomcatMptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.webserver.OwnWebServer.OwnWebServerFactory;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.SharedReadings;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for applications on a server that no adapter prepares.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class UnpreparedServerTests {

	private static final String REASON = "the starter has no way in to the sockets of Own";

	private static final String REMEDY = "Use Tomcat (spring-boot-starter-tomcat), Jetty (spring-boot-starter-jetty)"
			+ " or Reactor Netty (spring-boot-starter-reactor-netty) as the embedded server in its place";

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void saysOnceThatItStaysOnTcp(WebApplicationType type, CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(type, "server.mptcp.enabled=true", "tfo.queue-length=16")) {
			int port = port(context);
			assertThat(KernelSockets.listener(port)).isEqualTo(KernelProtocol.TCP);
			assertThat(MptcpLog.lines(output)).containsExactly("INFO Own listens on port " + port + " with TCP",
					"WARN Own on port " + port + ": MPTCP is not used: " + REASON + ". " + REMEDY,
					"WARN Own on port " + port + ": Fast Open is not used: " + REASON + ". " + REMEDY);
			SharedReadings.expire(context);
			assertThat(context.getBean(MptcpEndpoint.class).mptcp().listeners())
				.containsExactly(new ListenerDescriptor("own", port, "tcp", 0));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void doesNotStartWhenMptcpIsRequired(WebApplicationType type, CapturedOutput output) {
		Set<String> before = KernelSockets.openInodes();
		assertThatException()
			.isThrownBy(() -> start(type, "server.mptcp.enabled=true", "server.mptcp.on-unavailable=fail"));
		assertThat(output)
			.contains("APPLICATION FAILED TO START", "The server must listen with MPTCP and cannot: " + REASON + ".",
					REMEDY)
			.doesNotContain("Own server started");
		assertThat(KernelSockets.openInodes()).isSubsetOf(before);
	}

	@Test
	void aServerThatItsFactoryShouldNotMakeDoesNotStayEither(CapturedOutput output) {
		Set<String> before = KernelSockets.openInodes();
		assertThatException().isThrownBy(() -> start(WebApplicationType.SERVLET, TomcatFactory.class,
				"server.mptcp.enabled=true", "server.mptcp.on-unavailable=fail"));
		assertThat(output).contains("Own server started", "APPLICATION FAILED TO START", REASON, REMEDY);
		assertThat(KernelSockets.openInodes()).isSubsetOf(before);
	}

	@Test
	void isListedWhileItListens() {
		try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET, "server.mptcp.enabled=true")) {
			ListenerRegistry registry = context.getBean(ListenerRegistry.class);
			assertThat(registry.listeners()).singleElement()
				.satisfies((listener) -> assertThat(listener.port()).contains(port(context)));
			context.stop();
			assertThat(registry.listeners()).isEmpty();
			context.start();
			assertThat(registry.listeners()).singleElement()
				.satisfies((listener) -> assertThat(listener.port()).contains(port(context)));
		}
	}

	@Test
	void isNobodysBusinessWithEverySwitchOff(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET,
				"server.mptcp.on-unavailable=fail")) {
			assertThat(context.getBean(ListenerRegistry.class).listeners()).isEmpty();
			assertThat(MptcpLog.lines(output)).isEmpty();
		}
	}

	@Test
	void isWellWhereEverySocketIsMptcpAlready() throws Exception {
		ExternalProgram.require("mptcpize");
		List<String> command = new ArrayList<>(List.of("mptcpize", "run"));
		command.addAll(ForkedJvm.command());
		command.add(Application.class.getName());
		ForkedJvm jvm = ForkedJvm.run(command);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).contains("Listeners: [ListenerDescriptor[server=own, ", "protocol=mptcp,")
			.doesNotContain("WARN");
	}

	private static ConfigurableApplicationContext start(WebApplicationType type, String... properties) {
		return start(type, Factory.class, properties);
	}

	private static ConfigurableApplicationContext start(WebApplicationType type, Class<?> factory,
			String... properties) {
		return TestApplication.run(new SpringApplicationBuilder(Application.class, factory).web(type)
			.properties("management.endpoints.web.exposure.include=mptcp"), properties);
	}

	private static int port(ConfigurableApplicationContext context) {
		return ((WebServerApplicationContext) context).getWebServer().getPort();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MptcpAutoConfiguration.class, WebServerMptcpAutoConfiguration.class,
			TomcatMptcpAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class,
			TomcatReactiveWebServerAutoConfiguration.class, EndpointAutoConfiguration.class,
			MptcpEndpointAutoConfiguration.class })
	static class Application {

		static void main(String[] args) {
			try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET, "server.mptcp.enabled=true",
					"server.mptcp.on-unavailable=fail")) {
				System.out.println("Listeners: " + context.getBean(MptcpEndpoint.class).mptcp().listeners());
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Factory {

		@Bean
		OwnWebServerFactory ownFactory() {
			return new OwnWebServerFactory();
		}

		@Bean
		HttpHandler httpHandler() {
			return (request, response) -> Mono.empty();
		}

	}

	/** An adapter knows the factory and not the server. */
	@Configuration(proxyBeanMethods = false)
	static class TomcatFactory {

		@Bean
		TomcatServletWebServerFactory tomcatFactory() {
			return new TomcatServletWebServerFactory() {

				@Override
				public WebServer getWebServer(ServletContextInitializer... initializers) {
					return new OwnWebServer();
				}

			};
		}

	}

}
