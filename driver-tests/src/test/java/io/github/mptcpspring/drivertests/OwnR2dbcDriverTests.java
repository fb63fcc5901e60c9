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

package io.github.mptcpspring.drivertests;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.r2dbc.R2dbcMptcpAutoConfiguration;
import io.github.mptcpspring.reactor.MptcpLoopResources;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.r2dbc.connection.TransactionAwareConnectionFactoryProxy;
import org.springframework.r2dbc.connection.lookup.AbstractRoutingConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connection factories that an application makes in the place of Boot's. They
 * connect to nothing.
 */
@Tag("server")
@Tag("client:r2dbc-others")
@Tag("client:r2dbc-postgresql")
@ExtendWith(OutputCaptureExtension.class)
class OwnR2dbcDriverTests {

	private static final String ENABLED = "client.mptcp.r2dbc.enabled=true";

	private static final String FAIL = "client.mptcp.on-unavailable=fail";

	private static final String UNREACHED = "R2DBC driver: MPTCP is not used: the sockets of the application's bean own"
			+ " (%s) cannot be reached. %s";

	private static final String GIVE = "Give the driver MptcpLoopResources.forClients as its event loops, or leave it to"
			+ " Boot, with spring.r2dbc.url";

	private static final LoopResources MPTCP = MptcpLoopResources.forClients(TcpResources.get(), MptcpSockets.create(),
			new ClientSettings(true, OnUnavailable.FALLBACK, false), (problem) -> {
			});

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class, R2dbcMptcpAutoConfiguration.class,
				R2dbcAutoConfiguration.class))
		.withPropertyValues(ENABLED);

	@ParameterizedTest
	@EnumSource
	void isReportedOnceUnlessItCanBeSeenThatItIsReached(Own own, CapturedOutput output) {
		this.runner.withBean("own", ConnectionFactory.class, own.factory)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output))
			.isEqualTo((own.reported != null) ? List.of(UNREACHED.formatted(own.reported, own.remedy)) : List.of());
		assertThat(output.getAll().contains("Clients prepared for MPTCP: R2DBC driver")).isEqualTo(own.reached);
	}

	@ParameterizedTest
	@EnumSource
	void failStopsTheApplicationOnlyWhereItIsReported(Own own) {
		this.runner.withBean("own", ConnectionFactory.class, own.factory).withPropertyValues(FAIL).run((context) -> {
			if (own.reported != null) {
				assertThat(context).getFailure().rootCause().isInstanceOf(MptcpUnavailableException.class);
			}
			else {
				assertThat(context).hasNotFailed();
			}
		});
	}

	@Test
	void aPoolAndItsDriverAreReportedOnce(CapturedOutput output) {
		ConnectionFactory driver = postgresql(null);
		this.runner.withBean("own", ConnectionFactory.class, () -> driver)
			.withBean("pool", ConnectionFactory.class, () -> pool(driver))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).containsExactly(UNREACHED.formatted("PostgresqlConnectionFactory", GIVE));
	}

	@Test
	void bootsDriverIsNotReported(CapturedOutput output) {
		this.runner
			.withPropertyValues("spring.r2dbc.url=r2dbc:postgresql://test@localhost/test",
					"spring.r2dbc.pool.enabled=true", FAIL)
			.run((context) -> assertThat(context).hasSingleBean(ConnectionPool.class));
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void nothingIsSaidWhenSwitchedOff(CapturedOutput output) {
		this.runner.withBean("own", ConnectionFactory.class, () -> postgresql(null))
			.withPropertyValues("client.mptcp.r2dbc.enabled=false", "client.mptcp.enabled=true", FAIL)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).isEmpty();
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains("WARN"))
			.map((line) -> line.substring(line.indexOf("R2DBC driver")))
			.toList();
	}

	private static ConnectionFactory postgresql(LoopResources loops) {
		PostgresqlConnectionConfiguration.Builder configuration = PostgresqlConnectionConfiguration.builder()
			.host("localhost")
			.username("test");
		if (loops != null) {
			configuration.loopResources(loops);
		}
		return new PostgresqlConnectionFactory(configuration.build());
	}

	private static ConnectionFactory pool(ConnectionFactory driver) {
		return new ConnectionPool(ConnectionPoolConfiguration.builder(driver).initialSize(0).build());
	}

	private static ConnectionFactory routing(ConnectionFactory... targets) {
		AbstractRoutingConnectionFactory routing = new AbstractRoutingConnectionFactory() {

			@Override
			protected Mono<Object> determineCurrentLookupKey() {
				return Mono.just(0);
			}

		};
		routing.setDefaultTargetConnectionFactory(targets[0]);
		routing.setTargetConnectionFactories(Map.of(0, targets[1]));
		return routing;
	}

	private static ConnectionFactory ofBoot(LoopResources loops) {
		return ConnectionFactoryBuilder.withUrl("r2dbc:postgresql://test@localhost/test").configure((options) -> {
			if (loops != null) {
				options.option(PostgresqlConnectionFactoryProvider.LOOP_RESOURCES, loops);
			}
		}).build();
	}

	/**
	 * What the application makes.
	 */
	enum Own {

		DRIVER("PostgresqlConnectionFactory", GIVE, false, () -> postgresql(null)),

		DRIVER_WITH_OTHER_EVENT_LOOPS("PostgresqlConnectionFactory", GIVE, false, () -> postgresql(TcpResources.get())),

		DRIVER_WITH_OUR_EVENT_LOOPS(null, null, true, () -> postgresql(MPTCP)),

		POOL("PostgresqlConnectionFactory", GIVE, false, () -> pool(postgresql(null))),

		POOL_WITH_OUR_EVENT_LOOPS(null, null, true, () -> pool(postgresql(MPTCP))),

		BUILDER_OF_BOOT("PostgresqlConnectionFactory", GIVE, false, () -> ofBoot(null)),

		BUILDER_OF_BOOT_WITH_OUR_EVENT_LOOPS(null, null, true, () -> pool(ofBoot(MPTCP))),

		PROXY("PostgresqlConnectionFactory", GIVE, false,
				() -> new TransactionAwareConnectionFactoryProxy(postgresql(null))),

		PROXY_WITH_OUR_EVENT_LOOPS(null, null, true,
				() -> new TransactionAwareConnectionFactoryProxy(postgresql(MPTCP))),

		ROUTING("PostgresqlConnectionFactory", GIVE, false, () -> routing(postgresql(MPTCP), postgresql(null))),

		ROUTING_WITH_OUR_EVENT_LOOPS(null, null, true, () -> routing(postgresql(MPTCP), ofBoot(MPTCP))),

		EMBEDDED(null, null, false, () -> pool(new Named("H2"))),

		OTHER("OwnR2dbcDriverTests.Named",
				"Use the JDBC driver with a socket factory if it takes one, or leave MPTCP off", false,
				() -> new Named("Microsoft SQL Server"));

		private final String reported;

		private final String remedy;

		private final boolean reached;

		private final Supplier<ConnectionFactory> factory;

		Own(String reported, String remedy, boolean reached, Supplier<ConnectionFactory> factory) {
			this.reported = reported;
			this.remedy = remedy;
			this.reached = reached;
			this.factory = factory;
		}

	}

	/**
	 * A driver without event loops.
	 *
	 * @param getName its name
	 */
	record Named(String getName) implements ConnectionFactory, ConnectionFactoryMetadata {

		@Override
		public Mono<Connection> create() {
			return Mono.never();
		}

		@Override
		public ConnectionFactoryMetadata getMetadata() {
			return this;
		}

	}

}
