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

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.coyote.AbstractProtocol;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the names which people build dashboards and alerts on are Tomcat's own: the
 * same with and without this project.
 * <p>
 * They need a JVM in which no application has switched Tomcat's JMX off, which is for
 * good.
 */
@Tag("server")
@InNetworkNamespace(sysctl = "net.mptcp.enabled=1", own = true)
class TomcatNamesTests {

	private static final List<String> OURS = ImportCandidates
		.load(AutoConfiguration.class, TomcatNamesTests.class.getClassLoader())
		.getCandidates()
		.stream()
		.filter((name) -> name.startsWith("io.github.mptcpspring."))
		.toList();

	@ParameterizedTest
	@EachTomcat
	void areTheSame(WebServerKind kind) throws Exception {
		Names without = names(kind, KernelProtocol.TCP, kind.excluding(OURS.stream()));
		Names with = names(kind, KernelProtocol.MPTCP, "server.mptcp.enabled=true");
		assertThat(without.threads()).contains("http-nio-8080-Acceptor", "http-nio-8080-Poller");
		assertThat(without.beans()).isNotEmpty();
		assertThat(without.meters()).isNotEmpty();
		assertThat(with.connector()).isEqualTo(without.connector());
		assertThat(with.threads()).isEqualTo(without.threads());
		assertThat(with.beans()).containsOnlyKeys(without.beans().keySet());
		// Tomcat has a list for its own classes and takes all that it finds for others
		assertThat(with.beans())
			.allSatisfy((name, features) -> assertThat(features).containsAll(without.beans().get(name)));
		assertThat(with.meters()).isEqualTo(without.meters());
	}

	private Names names(WebServerKind kind, KernelProtocol expected, String property) throws Exception {
		try (TomcatServer server = TomcatServer.start(kind, property, "server.port=8080",
				"server.tomcat.mbeanregistry.enabled=true")) {
			assertThat(KernelSockets.listener(8080)).isEqualTo(expected);
			assertThat(Exchange.tcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_TCP);
			String connector = ((AbstractProtocol<?>) server.connector().getProtocolHandler()).getName();
			return new Names(connector, threads(), beans(), meters(server.context().getBean(MeterRegistry.class)));
		}
		finally {
			Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
		}
	}

	private Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.contains("-8080-"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Return Tomcat's beans in JMX, each with the names of its attributes and operations.
	 */
	private Map<String, Set<String>> beans() throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		Map<String, Set<String>> beans = new TreeMap<>();
		for (ObjectName name : server.queryNames(new ObjectName("Tomcat*:*"), null)) {
			Stream<MBeanFeatureInfo> features = Stream.concat(Stream.of(server.getMBeanInfo(name).getAttributes()),
					Stream.of(server.getMBeanInfo(name).getOperations()));
			beans.put(name.getCanonicalName(),
					features.map(MBeanFeatureInfo::getName).collect(Collectors.toCollection(TreeSet::new)));
		}
		return beans;
	}

	/**
	 * Return Tomcat's meters, each with whether it has a value.
	 */
	private Map<String, Boolean> meters(MeterRegistry registry) {
		Map<String, Boolean> meters = new TreeMap<>();
		for (Meter meter : registry.getMeters()) {
			if (meter.getId().getName().startsWith("tomcat.")) {
				meters.put(meter.getId().toString(), hasValue(meter));
			}
		}
		return meters;
	}

	private boolean hasValue(Meter meter) {
		for (Measurement measurement : meter.measure()) {
			if (Double.isNaN(measurement.getValue())) {
				return false;
			}
		}
		return true;
	}

	/**
	 * What names there are.
	 */
	private record Names(String connector, Set<String> threads, Map<String, Set<String>> beans,
			Map<String, Boolean> meters) {

	}

}
