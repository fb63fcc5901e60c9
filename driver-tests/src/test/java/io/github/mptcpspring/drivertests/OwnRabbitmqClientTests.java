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

import com.rabbitmq.client.ConnectionFactory;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.rabbitmq.RabbitmqMptcpAutoConfiguration;
import io.github.mptcpspring.socketfactory.MptcpSocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.LocalizedQueueConnectionFactory;
import org.springframework.amqp.rabbit.connection.SimpleRoutingConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for RabbitMQ clients that an application makes in the place of Boot's. They
 * connect to nothing.
 */
@Tag("server")
@Tag("client:rabbitmq")
@Tag("client:rabbitmq-nio")
@ExtendWith(OutputCaptureExtension.class)
class OwnRabbitmqClientTests {

	private static final Class<org.springframework.amqp.rabbit.connection.ConnectionFactory> TYPE = org.springframework.amqp.rabbit.connection.ConnectionFactory.class;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class, RabbitmqMptcpAutoConfiguration.class))
		.withPropertyValues("client.mptcp.rabbitmq.enabled=true");

	@Test
	void aClientThatIsABeanIsReached(CapturedOutput output) {
		this.runner.withBean("own", ConnectionFactory.class)
			.withPropertyValues("client.mptcp.on-unavailable=fail")
			.run((context) -> assertThat(context.getBean(ConnectionFactory.class).getSocketFactory())
				.isInstanceOf(MptcpSocketFactory.class));
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void clientsBetweenWhichAnotherOneChoosesAreReached(CapturedOutput output) {
		ConnectionFactory first = new ConnectionFactory();
		ConnectionFactory second = new ConnectionFactory();
		this.runner.withBean("own", TYPE, () -> {
			SimpleRoutingConnectionFactory routing = new SimpleRoutingConnectionFactory();
			routing.setTargetConnectionFactories(Map.of("second", new CachingConnectionFactory(second)));
			routing.setDefaultTargetConnectionFactory(new CachingConnectionFactory(first));
			return routing;
		}).withPropertyValues("client.mptcp.on-unavailable=fail").run((context) -> assertThat(context).hasNotFailed());
		assertThat(List.of(first, second))
			.allSatisfy((client) -> assertThat(client.getSocketFactory()).isInstanceOf(MptcpSocketFactory.class));
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void oneThatIsNotOfSpringIsReported(CapturedOutput output) {
		this.runner.withBean("own", TYPE, () -> Mockito.mock(TYPE))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("RabbitMQ client: MPTCP is not used: the sockets of the bean own (ConnectionFactory")
			.endsWith("cannot be reached. Make it a CachingConnectionFactory");
	}

	@Test
	void oneThatMakesClientsWhileItRunsIsReported(CapturedOutput output) {
		ConnectionFactory client = new ConnectionFactory();
		// The constructor needs an HTTP client
		LocalizedQueueConnectionFactory localized = Mockito.mock(LocalizedQueueConnectionFactory.class);
		ReflectionTestUtils.setField(localized, "defaultConnectionFactory", new CachingConnectionFactory(client));
		this.runner.withBean("own", TYPE, () -> localized).run((context) -> assertThat(context).hasNotFailed());
		assertThat(client.getSocketFactory()).isInstanceOf(MptcpSocketFactory.class);
		assertThat(warnings(output)).singleElement().asString().contains("bean own (LocalizedQueueConnectionFactory");
	}

	@Test
	void aClientThatBeansShareIsReportedOnce(CapturedOutput output) {
		ConnectionFactory netty = new ConnectionFactory();
		netty.netty();
		this.runner.withBean("one", ConnectionFactory.class, () -> netty)
			.withBean("two", TYPE, () -> new CachingConnectionFactory(netty))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("the client of bean one uses NIO or Netty. Let it use blocking sockets");
	}

	@Test
	void nothingIsDoneWhenSwitchedOff(CapturedOutput output) {
		this.runner.withBean("own", ConnectionFactory.class)
			.withBean("mock", TYPE, () -> Mockito.mock(TYPE))
			.withPropertyValues("client.mptcp.rabbitmq.enabled=false")
			.run((context) -> assertThat(context.getBean(ConnectionFactory.class).getSocketFactory()).isNull());
		assertThat(warnings(output)).isEmpty();
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains("WARN") && line.contains("RabbitMQ client"))
			.toList();
	}

}
