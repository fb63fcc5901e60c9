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

package io.github.mptcpspring.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.autoconfigure.httpclient.ClientBuilderPostProcessor;
import io.github.mptcpspring.autoconfigure.webserver.ListenerCustomizer;
import io.github.mptcpspring.autoconfigure.webserver.NativeRequestConnection;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;
import io.github.mptcpspring.internal.client.ProblemRegistry;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.diagnosis.DiagnosticsCollector;
import io.github.mptcpspring.internal.diagnosis.HostReader;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.ServerListeners;
import io.github.mptcpspring.reactor.MptcpHttpClientCustomizer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application with every switch off starts where it would start without the
 * starter, whatever beans it has and whatever it lacks.
 */
@Tag("server")
class SwitchesOffTests {

	private static final ClientSettings PLAIN_CLIENT = new ClientSettings(false, OnUnavailable.FALLBACK, false);

	private static final MptcpSettings NONE = new MptcpSettings(ListenerSettings.PLAIN, ListenerSettings.PLAIN,
			PLAIN_CLIENT, Set.of(), Map.of());

	/** How the application makes a bean of each type that ours ask for. */
	private static final Map<Class<?>, Supplier<?>> BEANS = beans();

	private static Map<Class<?>, Supplier<?>> beans() {
		ProcessSockets sockets = new ProcessSockets();
		ProcessConnections connections = new ProcessConnections(sockets.kernel());
		HostReader host = new HostReader(sockets.kernel());
		ClientSockets clientSockets = new ClientSockets(sockets, PLAIN_CLIENT, (problem) -> {
		});
		Map<Class<?>, Supplier<?>> beans = new LinkedHashMap<>();
		beans.put(MptcpSettings.class, () -> NONE);
		beans.put(MptcpSockets.class, MptcpSockets::create);
		beans.put(ProcessSockets.class, ProcessSockets::new);
		beans.put(ClientSockets.class, () -> clientSockets);
		beans.put(DriverClients.class, () -> new DriverClients(clientSockets, Set.of()));
		beans.put(ClientReport.class, () -> new ClientReport(NONE));
		ListenerSockets listenerSockets = new ListenerSockets(sockets, ListenerSettings.PLAIN, (listener) -> {
		});
		beans.put(ServerListeners.class, () -> new ServerListeners(listenerSockets, listenerSockets));
		beans.put(ListenerCustomizer.class, OwnListenerCustomizer::new);
		beans.put(NativeRequestConnection.class, () -> (NativeRequestConnection) (request) -> null);
		beans.put(ProcessConnections.class, () -> connections);
		beans.put(HostReader.class, () -> host);
		beans.put(ListenerRegistry.class, ListenerRegistry::new);
		beans.put(ListenerObserver.class, () -> (ListenerObserver) (listener) -> {
		});
		beans.put(ProblemRegistry.class, ProblemRegistry::new);
		beans.put(ProblemObserver.class, () -> (ProblemObserver) (problem) -> {
		});
		beans.put(MptcpHttpClientCustomizer.class,
				() -> new MptcpHttpClientCustomizer(sockets, PLAIN_CLIENT, clientSockets.observer()));
		beans.put(ClientHttpRequestFactoryBuilder.class, ClientHttpRequestFactoryBuilder::jdk);
		beans.put(ClientHttpConnectorBuilder.class, ClientHttpConnectorBuilder::jdk);
		beans.put(HttpClientSettings.class, HttpClientSettings::defaults);
		beans.put(MptcpEndpoint.class, () -> new MptcpEndpoint(new DiagnosticsCollector(NONE, sockets, connections,
				host, new ListenerRegistry(), new ProblemRegistry()), connections, Show.NEVER));
		beans.put(ReactorResourceFactory.class, ReactorResourceFactory::new);
		return beans;
	}

	@Test
	void eachTypeThatOurBeansAskForIsTried() {
		assertThat(BEANS.keySet())
			.containsAll(Stream.concat(ours(AutoConfiguration.class), ours(ManagementContextConfiguration.class))
				.flatMap((configuration) -> Stream.concat(Stream.of(configuration),
						Stream.of(configuration.getDeclaredClasses())))
				.flatMap((configuration) -> Stream.of(configuration.getDeclaredMethods()))
				.filter((method) -> method.isAnnotationPresent(Bean.class))
				.flatMap(SwitchesOffTests::injected)
				.collect(Collectors.toSet()));
	}

	@Test
	void startsWithOneBeanOfEachType() {
		Map<String, Class<?>> beans = new TreeMap<>();
		BEANS.keySet().forEach((type) -> beans.put("own" + type.getSimpleName(), type));
		// Boot itself takes one of its kind for its own
		beans.remove("ownMptcpEndpoint");
		assertStartsAsWithoutTheStarter(beans);
	}

	@ParameterizedTest
	@MethodSource
	void startsWithTwoBeansOfAType(Class<?> type) {
		assertStartsAsWithoutTheStarter(
				IntStream.of(1, 2).boxed().collect(Collectors.toMap((number) -> "own" + number, (number) -> type)));
	}

	static Stream<Class<?>> startsWithTwoBeansOfAType() {
		return BEANS.keySet().stream();
	}

	/**
	 * Boot's own clients and its own factory ask for one: without them nobody does.
	 */
	@Test
	void startsWithTwoResourceFactoriesWhereBootAsksForNone() {
		withBeans(Map.of("own1", ReactorResourceFactory.class, "own2", ReactorResourceFactory.class),
				new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
					.withUserConfiguration(OwnNettyApplication.class))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	/**
	 * Where a library is missing, so are its annotations, which a class loader cannot
	 * show here: {@link MissingTechnologyTests}.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.http.client", "org.springframework.boot.micrometer.metrics",
			"io.micrometer", "org.springframework.boot.reactor.netty", "reactor.netty", "io.netty", "reactor",
			"org.springframework.http.client", "org.springframework.boot.tomcat", "org.apache.catalina",
			"org.apache.coyote", "org.springframework.boot.jetty", "org.eclipse.jetty",
			"org.springframework.boot.web.server", "org.springframework.boot.webclient",
			"org.springframework.boot.restclient", "com.fasterxml.jackson", "org.springframework.web",
			"jakarta.servlet", "org.springframework.boot.mail", "org.springframework.mail", "jakarta.mail",
			"org.eclipse.angus" })
	void startsWithoutALibrary(String missing) {
		FilteredClassLoader classLoader = new FilteredClassLoader(missing);
		AutoConfigurations ours = AutoConfigurations.of(ours(AutoConfiguration.class).toArray(Class<?>[]::new));
		new ApplicationContextRunner().withConfiguration(ours)
			.withClassLoader(classLoader)
			.run((context) -> assertThat(context).hasNotFailed());
		// The contexts themselves take these
		if (!missing.equals("org.springframework.web") && !missing.equals("jakarta.servlet")) {
			new WebApplicationContextRunner().withConfiguration(ours)
				.withClassLoader(classLoader)
				.run((context) -> assertThat(context).hasNotFailed());
			new ReactiveWebApplicationContextRunner().withConfiguration(ours)
				.withClassLoader(classLoader)
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	private static void assertStartsAsWithoutTheStarter(Map<String, Class<?>> beans) {
		assertStartsAsWithoutTheStarter(withBeans(beans,
				new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
					.withUserConfiguration(ServletApplication.class)));
		assertStartsAsWithoutTheStarter(withBeans(beans,
				new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
					.withUserConfiguration(ReactiveApplication.class)));
	}

	private static <R extends AbstractApplicationContextRunner<R, ?, ?>> void assertStartsAsWithoutTheStarter(
			R runner) {
		runner.run((context) -> {
			Throwable failure = context.getStartupFailure();
			if (failure != null) {
				// Whoever excludes this goes without all of them
				runner
					.withPropertyValues("spring.autoconfigure.exclude=" + MptcpAutoConfiguration.class.getName(),
							"management.server.port=")
					.run((without) -> assertThat(without.getStartupFailure())
						.as("what happens without the starter, where with it: " + failure)
						.isNotNull());
			}
		});
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static <R extends AbstractApplicationContextRunner<R, ?, ?>> R withBeans(Map<String, Class<?>> beans,
			R runner) {
		R result = runner.withPropertyValues("server.port=0", "management.server.port=0",
				"spring.reactor.netty.shutdown-quiet-period=0s");
		for (Map.Entry<String, Class<?>> bean : beans.entrySet()) {
			result = (R) result.withBean(bean.getKey(), (Class) bean.getValue(), BEANS.get(bean.getValue()));
		}
		return result;
	}

	// Not those whose libraries are in client-tests, driver-tests and server-tests
	private static Stream<Class<?>> ours(Class<?> kind) {
		return StreamSupport.stream(ImportCandidates.load(kind, null).spliterator(), false)
			.filter((name) -> name.startsWith("io.github.mptcpspring."))
			.filter((name) -> !name.matches(".*\\.(jettyclient|httpcomponents|r2dbc|rabbitmq|redis|grpc|rsocket)\\..*"))
			.map((name) -> ClassUtils.resolveClassName(name, null));
	}

	// What the application can have beans of: not what Spring itself hands over, nor
	// types that only this package knows
	private static Stream<Class<?>> injected(Method method) {
		return IntStream.range(0, method.getParameterCount())
			.mapToObj((index) -> ResolvableType.forMethodParameter(method, index))
			.map((type) -> (type.resolve() == ObjectProvider.class) ? type.getGeneric() : type)
			.<Class<?>>map(ResolvableType::resolve)
			.filter((type) -> Modifier.isPublic(type.getModifiers()))
			.filter((type) -> !ApplicationContext.class.isAssignableFrom(type))
			// Whose beans are already what decides on clients
			.filter((type) -> type != ClientBuilderPostProcessor.class)
			.filter((type) -> !type.isAnnotationPresent(ConfigurationProperties.class));
	}

	/** On Reactor Netty, which takes Tomcat's place, with all that watches. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { TomcatReactiveManagementContextAutoConfiguration.class,
			TomcatReactiveWebServerAutoConfiguration.class })
	static class ReactiveApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ServletApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { ImperativeHttpClientAutoConfiguration.class,
			ReactiveHttpClientAutoConfiguration.class, TomcatReactiveManagementContextAutoConfiguration.class })
	static class OwnNettyApplication {

		@Bean
		NettyReactiveWebServerFactory ownFactory() {
			return new NettyReactiveWebServerFactory();
		}

	}

	static class OwnListenerCustomizer implements ListenerCustomizer<WebServerFactory> {

		@Override
		public void customize(WebServerFactory factory) {
			// Nothing to do
		}

	}

}
