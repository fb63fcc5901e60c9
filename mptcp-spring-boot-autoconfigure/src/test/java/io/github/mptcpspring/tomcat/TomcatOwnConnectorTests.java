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

package io.github.mptcpspring.tomcat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11Nio2Protocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for applications that have a say in Tomcat's connectors themselves.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class TomcatOwnConnectorTests {

	private static final String NIO2 = Http11Nio2Protocol.class.getName();

	private static final String ADVICE = "Leave the protocol at its default or use "
			+ MptcpHttp11NioProtocol.class.getName();

	@ParameterizedTest
	@EachTomcat
	void ownFactoryListensWithMptcp(WebServerKind kind, CapturedOutput output) throws IOException {
		Class<?> configuration = (kind == WebServerKind.TOMCAT) ? OwnServletFactory.class : OwnReactiveFactory.class;
		try (TomcatServer server = TomcatServer.start(kind, configuration)) {
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(MptcpLog.lines(output))
				.containsExactly("INFO Tomcat listens on port " + server.port() + " with MPTCP");
		}
	}

	@ParameterizedTest
	@EachTomcat
	void ownProtocolIsRespectedAndSaysWhy(WebServerKind kind, CapturedOutput output) throws IOException {
		try (TomcatServer server = TomcatServer.start(kind, OwnProtocol.class)) {
			assertThat(server.connector().getProtocolHandler()).isExactlyInstanceOf(Http11Nio2Protocol.class);
			assertThat(Exchange.tcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThat(MptcpLog.lines(output))
				.containsExactly("INFO Tomcat listens on port " + server.port() + " with TCP",
						"WARN Tomcat on port " + server.port()
								+ ": MPTCP is not used: the application chose the protocol " + NIO2
								+ " for this connector. " + ADVICE);
		}
	}

	@Test
	void ownProtocolSaysWhyFastOpenIsNotUsed(CapturedOutput output) {
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT, OwnProtocol.class,
				"server.mptcp.enabled=false", "tfo.queue-length=16")) {
			assertThat(MptcpLog.lines(output)).containsExactly(
					"INFO Tomcat listens on port " + server.port() + " with TCP",
					"WARN Tomcat on port " + server.port()
							+ ": Fast Open is not used: the application chose the protocol " + NIO2
							+ " for this connector. " + ADVICE);
		}
	}

	@Test
	void ownProtocolDoesNotStartWhenMptcpIsRequired(CapturedOutput output) {
		Set<String> before = KernelSockets.openInodes();
		assertThatException().isThrownBy(
				() -> TomcatServer.start(WebServerKind.TOMCAT, OwnProtocol.class, "server.mptcp.on-unavailable=fail"));
		assertThat(output).contains("APPLICATION FAILED TO START",
				"The server must listen with MPTCP and cannot: the application chose the protocol " + NIO2
						+ " for this connector.",
				ADVICE);
		assertThat(KernelSockets.openInodes()).isSubsetOf(before);
	}

	@Test
	void additionalConnectorsAreMptcpWhenTheirProtocolIs(CapturedOutput output) throws IOException {
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT, AdditionalConnectors.class)) {
			int foreign = server.context().getBean("foreignConnector", Connector.class).getLocalPort();
			int mptcp = server.context().getBean("mptcpConnector", Connector.class).getLocalPort();
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.mptcp(new InetSocketAddress("127.0.0.1", mptcp))).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.mptcp(new InetSocketAddress("127.0.0.1", foreign)))
				.isEqualTo(new Exchange(KernelProtocol.FALLBACK, KernelProtocol.TCP, "hello"));
			assertThat(MptcpLog.lines(output)).containsExactlyInAnyOrder(
					"INFO Tomcat listens on port " + server.port() + " with MPTCP",
					"INFO Tomcat listens on port " + mptcp + " with MPTCP",
					"INFO Tomcat listens on port " + foreign + " with TCP",
					"WARN Tomcat on port " + foreign
							+ ": MPTCP is not used: the application made this connector, with the"
							+ " protocol org.apache.coyote.http11.Http11NioProtocol. Make it with new Connector(\""
							+ MptcpHttp11NioProtocol.class.getName() + "\")");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "socket.soReuseAddress", "socket.ooBInline" })
	void attributeThatMptcpRefusesOnAcceptedSocketsKeepsTcp(String attribute, CapturedOutput output)
			throws IOException {
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT, ConnectorAttributes.class,
				"connector." + attribute + "=true")) {
			assertThat(Exchange.mptcp(server.ipv4()))
				.isEqualTo(new Exchange(KernelProtocol.FALLBACK, KernelProtocol.TCP, "hello"));
			assertThat(Exchange.tcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThat(MptcpLog.lines(output)).containsExactly(
					"INFO Tomcat listens on port " + server.port() + " with TCP",
					"WARN Tomcat on port " + server.port() + ": MPTCP is not used: the connector sets " + attribute
							+ " on accepted connections and MPTCP refuses it there. Remove the connector's property "
							+ attribute);
		}
	}

	@Test
	void attributesThatMptcpTakesKeepMptcp() throws IOException {
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT, ConnectorAttributes.class,
				"connector.socket.rxBufSize=65536", "connector.socket.txBufSize=65536",
				"connector.socket.soKeepAlive=true", "connector.socket.soLingerOn=true",
				"connector.socket.soLingerTime=1", "connector.socket.soTimeout=5000",
				"connector.socket.tcpNoDelay=false")) {
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.tcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_TCP);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServletFactory {

		@Bean
		TomcatServletWebServerFactory ownFactory() {
			return new TomcatServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnReactiveFactory {

		@Bean
		TomcatReactiveWebServerFactory ownFactory() {
			return new TomcatReactiveWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProtocol {

		@Bean
		WebServerFactoryCustomizer<TomcatWebServerFactory> protocolCustomizer() {
			return (factory) -> factory.setProtocol(NIO2);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AdditionalConnectors {

		@Bean
		Connector foreignConnector() {
			return onAnyPort(new Connector());
		}

		@Bean
		Connector mptcpConnector() {
			return onAnyPort(new Connector(MptcpHttp11NioProtocol.class.getName()));
		}

		private Connector onAnyPort(Connector connector) {
			connector.setPort(0);
			return connector;
		}

		@Bean
		WebServerFactoryCustomizer<TomcatWebServerFactory> connectorsCustomizer(Connector... connectors) {
			return (factory) -> factory.addAdditionalConnectors(connectors);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectorAttributes {

		@Bean
		TomcatConnectorCustomizer attributesCustomizer(Environment environment) {
			Map<String, String> attributes = Binder.get(environment)
				.bindOrCreate("connector", Bindable.mapOf(String.class, String.class));
			return (connector) -> attributes.forEach(connector::setProperty);
		}

	}

}
