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

package io.github.mptcpspring.jetty;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.Container;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a listener of the application which is told of all beans of Jetty's server,
 * as an {@code MBeanContainer} is, is told the same with MPTCP, and of the one listener
 * that the starter adds to the server.
 */
@Tag("server")
@MptcpRequired
class JettyContainerListenerTests {

	@ParameterizedTest
	@EachJetty
	void isToldOfTheSameBeans(WebServerKind kind) {
		List<String> expected = new ArrayList<>(told(kind, KernelProtocol.TCP));
		assertThat(expected).contains("added " + ServerConnector.class.getName());
		expected.add("added io.github.mptcpspring.jetty.ServerPreparation");
		assertThat(told(kind, KernelProtocol.MPTCP)).containsExactlyInAnyOrderElementsOf(expected);
	}

	private static List<String> told(WebServerKind kind, KernelProtocol protocol) {
		Recorder recorder;
		try (JettyServer server = JettyServer.start(kind, Listening.class,
				"server.mptcp.enabled=" + (protocol == KernelProtocol.MPTCP))) {
			assertThat(KernelSockets.listener(server.port())).isEqualTo(protocol);
			recorder = server.context().getBean(Recorder.class);
		}
		return List.copyOf(recorder.beans);
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

		@Bean
		JettyServerCustomizer listeningCustomizer(Recorder recorder) {
			return (server) -> server.addBean(recorder);
		}

	}

	/**
	 * Writes down what it is told.
	 */
	private static final class Recorder implements Container.InheritedListener {

		private final Queue<String> beans = new ConcurrentLinkedQueue<>();

		@Override
		public void beanAdded(Container parent, Object bean) {
			record("added ", bean);
		}

		@Override
		public void beanRemoved(Container parent, Object bean) {
			record("removed ", bean);
		}

		private void record(String what, Object bean) {
			if (!bean.getClass().isHidden()) {
				this.beans.add(what + bean.getClass().getName());
			}
		}

	}

}
