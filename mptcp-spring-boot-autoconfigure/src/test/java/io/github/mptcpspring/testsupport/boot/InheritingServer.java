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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.KernelSockets;
import org.eclipse.jetty.server.ServerConnector;

import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A server in a JVM of its own that takes its listener from whoever starts the JVM,
 * serves one request and tells what it listens with.
 */
public final class InheritingServer {

	private InheritingServer() {
	}

	/**
	 * Run a server whose connector is to inherit its listener.
	 * @param launcher the start of a command line that runs the rest of it with a
	 * listener as standard input
	 * @param kind the kind of server, Tomcat or Jetty
	 * @param properties the properties
	 * @return what became of it
	 * @throws IOException when it cannot be started
	 * @throws InterruptedException when interrupted while it runs
	 */
	public static ForkedJvm run(List<String> launcher, WebServerKind kind, String... properties)
			throws IOException, InterruptedException {
		return run(launcher, Inherited.class, kind, properties);
	}

	/**
	 * Run a server whose connector opens its own listener.
	 * @param launcher the start of a command line that runs the rest of it
	 * @param kind the kind of server
	 * @param properties the properties
	 * @return what became of it
	 * @throws IOException when it cannot be started
	 * @throws InterruptedException when interrupted while it runs
	 */
	public static ForkedJvm runWithOwnListener(List<String> launcher, WebServerKind kind, String... properties)
			throws IOException, InterruptedException {
		return run(launcher, NotInherited.class, kind, properties);
	}

	private static ForkedJvm run(List<String> launcher, Class<?> configuration, WebServerKind kind,
			String... properties) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(launcher);
		command.addAll(ForkedJvm.command());
		command.addAll(List.of(Main.class.getName(), configuration.getName(), kind.name()));
		command.addAll(List.of(properties));
		return ForkedJvm.run(command);
	}

	static final class Main {

		private Main() {
		}

		static void main(String[] arguments) throws Exception {
			Class<?> configuration = Class.forName(arguments[0]);
			WebServerKind kind = WebServerKind.valueOf(arguments[1]);
			String[] properties = Arrays.copyOfRange(arguments, 2, arguments.length);
			try (EmbeddedServer server = new EmbeddedServer(kind,
					TestApplication.run(kind.application(GreetingApplication.class, configuration), properties))) {
				Listener listener = server.context().getBean(ListenerRegistry.class).listeners().getFirst();
				System.out.printf("Reported: %s, queue %d, watched %s, kernel %s, queue %d%n",
						listener.state().protocol(), listener.state().fastOpenQueueLength(),
						listener.state().acceptsEarly(), KernelSockets.listener(server.port()),
						KernelSockets.fastOpenQueueLength(server.port()));
				System.out.println("Exchanged: " + Exchange.mptcp(server.ipv4()));
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Inherited {

		@Bean
		TomcatConnectorCustomizer inheritedTomcatChannelCustomizer() {
			return (connector) -> connector.setProperty("useInheritedChannel", "true");
		}

		@Bean
		JettyServerCustomizer inheritedJettyChannelCustomizer() {
			return (server) -> ((ServerConnector) server.getConnectors()[0]).setInheritChannel(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NotInherited {

	}

}
