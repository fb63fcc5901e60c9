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

package io.github.mptcpspring.actuate;

import java.net.InetSocketAddress;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerMeters}.
 */
class ListenerMetersTests {

	private static final Listener MPTCP = listener("Tomcat", 8080, Protocol.MPTCP);

	private static final Listener MANAGEMENT = listener("Tomcat", 8081, Protocol.MPTCP);

	private static final Listener TCP = listener("Tomcat", 8082, Protocol.TCP);

	private static final Listener NETTY = listener("Netty", 8083, Protocol.MPTCP);

	private final ListenerRegistry listeners = new ListenerRegistry();

	private final ListenerMeters meters = new ListenerMeters(this.listeners);

	private final ListenerObserver observer = ListenerObserver.of(List.of(this.meters, this.listeners));

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void listenersThatAreOpenAlreadyAreCounted() {
		this.observer.opened(MPTCP);
		this.observer.opened(TCP);
		this.meters.bindTo(this.registry);
		assertThat(count(this.registry, "tomcat", "mptcp")).isEqualTo(1);
		assertThat(count(this.registry, "tomcat", "tcp")).isEqualTo(1);
	}

	@Test
	void listenersThatOpenLaterAreCounted() {
		this.meters.bindTo(this.registry);
		assertThat(this.registry.getMeters()).isEmpty();
		this.observer.opened(MPTCP);
		assertThat(count(this.registry, "tomcat", "mptcp")).isEqualTo(1);
		this.observer.opened(MANAGEMENT);
		this.observer.opened(NETTY);
		assertThat(count(this.registry, "tomcat", "mptcp")).isEqualTo(2);
		assertThat(count(this.registry, "netty", "mptcp")).isEqualTo(1);
	}

	@Test
	void listenersThatCloseAreCountedNoMore() {
		this.meters.bindTo(this.registry);
		this.observer.opened(MPTCP);
		this.observer.opened(MANAGEMENT);
		this.observer.closed(MPTCP);
		assertThat(count(this.registry, "tomcat", "mptcp")).isEqualTo(1);
		this.observer.closed(MANAGEMENT);
		assertThat(count(this.registry, "tomcat", "mptcp")).isZero();
		this.observer.opened(MPTCP);
		assertThat(count(this.registry, "tomcat", "mptcp")).isEqualTo(1);
	}

	@Test
	void everyRegistryIsServed() {
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		this.meters.bindTo(this.registry);
		this.observer.opened(MPTCP);
		this.meters.bindTo(other);
		this.observer.opened(NETTY);
		assertThat(List.of(this.registry, other)).allSatisfy((each) -> {
			assertThat(count(each, "tomcat", "mptcp")).isEqualTo(1);
			assertThat(count(each, "netty", "mptcp")).isEqualTo(1);
		});
	}

	@Test
	void listenersOfTheSameKindHaveOneGaugeWithoutAWarning() {
		Logger logger = (Logger) LoggerFactory.getLogger(MeterRegistry.class);
		Level level = logger.getLevel();
		ListAppender<ILoggingEvent> warnings = new ListAppender<>();
		warnings.start();
		logger.addAppender(warnings);
		// Micrometer warns once in the life of a JVM
		logger.setLevel(Level.DEBUG);
		try {
			this.observer.opened(MPTCP);
			this.observer.opened(MANAGEMENT);
			this.meters.bindTo(this.registry);
			this.observer.closed(MPTCP);
			this.observer.opened(MPTCP);
		}
		finally {
			logger.setLevel(level);
			logger.detachAppender(warnings);
		}
		assertThat(this.registry.getMeters()).hasSize(1);
		assertThat(warnings.list).isEmpty();
	}

	private static double count(MeterRegistry registry, String server, String protocol) {
		Gauge gauge = registry.get("mptcp.listeners").tags("server", server, "protocol", protocol).gauge();
		return gauge.value();
	}

	private static Listener listener(String server, int port, Protocol protocol) {
		return new Listener(server, new InetSocketAddress(port), new ListenerState(protocol, 0, List.of()));
	}

}
