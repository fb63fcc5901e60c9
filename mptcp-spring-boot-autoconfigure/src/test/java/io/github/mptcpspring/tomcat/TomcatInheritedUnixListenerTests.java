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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.LoadedClasses;
import io.github.mptcpspring.testsupport.UnixDomainExchange;
import io.github.mptcpspring.testsupport.boot.GreetingApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a listener on a Unix domain socket that is made by whoever starts the JVM, as
 * systemd does with {@code ListenStream=/run/app.socket}: it serves what it serves
 * without the starter, whatever is asked for.
 */
@Tag("server")
class TomcatInheritedUnixListenerTests {

	/** The listener is standard input, which is where a JVM looks for it. */
	private static final String LAUNCHER = """
			import os, socket, sys
			listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
			listener.bind(sys.argv[1])
			listener.listen(16)
			os.dup2(listener.fileno(), 0)
			os.execvp(sys.argv[2], sys.argv[2:])
			""";

	@TempDir
	private Path directory;

	private Path path;

	@BeforeEach
	void requirePython() {
		ExternalProgram.require("python3");
		this.path = this.directory.resolve("inherited.sock");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void servesWhatItServesWithoutTheStarter(boolean pathConfigured) throws Exception {
		ForkedJvm without = start(pathConfigured, "spring.autoconfigure.exclude=" + autoConfigurationsOfTheStarter());
		// Tomcat takes the connections for TCP unless it is told the path
		assertThat(outcome(without)).isEqualTo(pathConfigured ? List.of("Answer: hello", "Stopped: path exists false")
				: List.of("Answer: none", "Stopped: path exists true"));
		assertThat(without.output()).contains("Starter: absent");
		ForkedJvm off = start(pathConfigured);
		assertThat(outcome(off)).isEqualTo(outcome(without));
		assertThat(off.output().lines()).contains("Starter: present")
			.noneMatch((line) -> line.contains(LoadedClasses.NATIVE_CODE));
		ForkedJvm on = start(pathConfigured, "server.mptcp.enabled=true", "tfo.queue-length=16");
		assertThat(outcome(on)).isEqualTo(outcome(without));
		String because = "a Unix domain socket is not TCP. Let whoever starts the JVM bind a host and a port";
		assertThat(on.output()).contains("Reported: UNIX, queue 0",
				"Tomcat listens on " + this.path + " with Unix domain sockets",
				"Tomcat on " + this.path + ": MPTCP is not used: " + because,
				"Tomcat on " + this.path + ": Fast Open is not used: " + because);
	}

	@Test
	void doesNotStartAndIsLeftWhereItIsWhenMptcpIsRequired() throws Exception {
		ForkedJvm jvm = start(true, "server.mptcp.enabled=true", "server.mptcp.on-unavailable=fail");
		assertThat(jvm.exitCode()).as(jvm.output()).isOne();
		assertThat(jvm.output()).contains(
				"The server must listen with MPTCP and cannot: a Unix domain socket is not TCP.",
				"Let whoever starts the JVM bind a host and a port");
		assertThat(outcome(jvm)).containsExactly("Stopped: path exists true");
	}

	private static String autoConfigurationsOfTheStarter() {
		return ImportCandidates.load(AutoConfiguration.class, TomcatInheritedUnixListenerTests.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.github.mptcpspring."))
			.collect(Collectors.joining(","));
	}

	private List<String> outcome(ForkedJvm jvm) {
		return jvm.output().lines().filter((line) -> line.matches("(Answer|Stopped): .*")).toList();
	}

	private ForkedJvm start(boolean pathConfigured, String... properties) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("python3", "-c", LAUNCHER, this.path.toString()));
		command.addAll(ForkedJvm.command("-Xlog:class+load"));
		command.add(Main.class.getName());
		command.add(this.path.toString());
		command.add("--path-configured=" + pathConfigured);
		Stream.of(properties).map((property) -> "--" + property).forEach(command::add);
		ForkedJvm jvm = ForkedJvm.run(command);
		// What Tomcat closes last is its standard output, too
		String output = jvm.output() + "\nStopped: path exists " + Files.deleteIfExists(this.path) + "\n";
		return new ForkedJvm(jvm.exitCode(), output);
	}

	/**
	 * Sends one request to itself.
	 */
	static final class Main {

		private Main() {
		}

		static void main(String[] arguments) {
			Path path = Path.of(arguments[0]);
			List<String> properties = new ArrayList<>(List.of(arguments));
			properties.set(0, "--path=" + path);
			try (ConfigurableApplicationContext context = new SpringApplication(GreetingApplication.class,
					Inherited.class)
				.run(properties.toArray(String[]::new))) {
				List<ListenerRegistry> starter = context.getBeanProvider(ListenerRegistry.class).stream().toList();
				System.out.println("Starter: " + (starter.isEmpty() ? "absent" : "present"));
				starter.stream()
					.flatMap((registry) -> registry.listeners().stream().map(Listener::state))
					.forEach((state) -> System.out.printf("Reported: %s, queue %d%n", state.protocol(),
							state.fastOpenQueueLength()));
				System.out.println("Answer: " + get(path));
			}
		}

		private static String get(Path path) {
			try {
				String answer = UnixDomainExchange.get(path);
				return answer.isEmpty() ? "none" : answer.lines().toList().getLast();
			}
			catch (IOException ex) {
				return "none";
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Inherited {

		@Bean
		TomcatConnectorCustomizer inheritedChannelCustomizer(@Value("${path}") String path,
				@Value("${path-configured}") boolean pathConfigured) {
			return (connector) -> {
				connector.setProperty("useInheritedChannel", "true");
				if (pathConfigured) {
					connector.setProperty("unixDomainSocketPath", path);
				}
			};
		}

	}

}
