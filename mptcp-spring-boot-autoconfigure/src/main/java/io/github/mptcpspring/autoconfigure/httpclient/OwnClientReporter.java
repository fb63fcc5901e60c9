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

package io.github.mptcpspring.autoconfigure.httpclient;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.autoconfigure.BootBeans;
import io.github.mptcpspring.autoconfigure.LastBeanPostProcessor;
import io.github.mptcpspring.internal.client.ClientSockets;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClient;

/**
 * {@link BeanPostProcessor} that reports beans of the application that replace Boot's
 * HTTP clients and have not been customized: Boot does not apply its customizers to them.
 * {@link UnreachableClientReporter} reports Boot's own clients.
 */
class OwnClientReporter extends LastBeanPostProcessor implements BeanClassLoaderAware {

	private static final String WEB_CLIENT = "org.springframework.web.reactive.function.client.WebClient";

	private final ObjectProvider<ClientSockets> sockets;

	private final ClientAdapters adapters;

	private final Set<Object> ownBuilders = Collections.newSetFromMap(new IdentityHashMap<>());

	private boolean reactorNetty;

	private @Nullable Class<?> webClientBuilder;

	/**
	 * Create a new instance.
	 * @param sockets the kit for clients
	 * @param adapters the adapters of the libraries
	 */
	OwnClientReporter(ObjectProvider<ClientSockets> sockets, ClientAdapters adapters) {
		this.sockets = sockets;
		this.adapters = adapters;
	}

	@Override
	public void setBeanClassLoader(ClassLoader classLoader) {
		this.reactorNetty = ReactorNettyChoice.isPresent(classLoader);
		this.webClientBuilder = ClassUtils.isPresent(WEB_CLIENT, classLoader)
				? ClassUtils.resolveClassName(WEB_CLIENT + "$Builder", classLoader) : null;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		switch (bean) {
			case ClientHttpConnectorBuilder<?> builder ->
				examineBuilder(beanName, builder, builder::build, "ClientHttpConnectorBuilder.reactor()");
			case ClientHttpRequestFactoryBuilder<?> builder ->
				examineBuilder(beanName, builder, builder::build, "ClientHttpRequestFactoryBuilder.reactor()");
			case ClientHttpConnector connector -> examineTransport(beanName, connector, "ClientHttpConnectorBuilder");
			case ClientHttpRequestFactory factory ->
				examineTransport(beanName, factory, "ClientHttpRequestFactoryBuilder");
			case RestClient.Builder builder -> examineClientBuilder(beanName, builder, ClientHttpRequestFactory.class,
					"Configure it with the bean RestClientBuilderConfigurer");
			default -> {
				if (this.webClientBuilder != null && this.webClientBuilder.isInstance(bean)) {
					examineClientBuilder(beanName, bean, ClientHttpConnector.class,
							"Give it the bean ClientHttpConnector");
				}
			}
		}
		return bean;
	}

	// The transports of Boot's builders are known. Building one may start threads
	private void examineBuilder(String beanName, Object builder, Supplier<?> transport, String reachable) {
		if (!isOwnAndAskedFor(beanName) || this.adapters.isReachable(builder)) {
			return;
		}
		synchronized (this.ownBuilders) {
			this.ownBuilders.add(builder);
		}
		if (BootBeans.isOfBoot(builder.getClass()) || !this.adapters.isPrepared(transport.get())) {
			report(beanName, builder, builder, choose(reachable));
		}
	}

	/**
	 * Return whether nothing more is to be said of a builder.
	 * @param builder the builder
	 * @return {@code true} if its clients are reached, or the application made it and
	 * this post-processor has examined it
	 */
	boolean isSettled(Object builder) {
		synchronized (this.ownBuilders) {
			if (this.ownBuilders.contains(builder)) {
				return true;
			}
		}
		return this.adapters.isReachable(builder);
	}

	private void examineTransport(String beanName, Object transport, String builder) {
		if (isOwnAndAskedFor(beanName) && !this.adapters.isPrepared(transport)) {
			report(beanName, transport, transport,
					"Build it with the bean " + builder + ", or " + this.adapters.instruction(transport));
		}
	}

	private void examineClientBuilder(String beanName, Object builder, Class<?> type, String remedy) {
		if (!isOwnAndAskedFor(beanName) || !BuiltClients.canHold(builder, type)) {
			return;
		}
		Object transport = BuiltClients.find(builder, type);
		if (transport == null) {
			report(beanName, builder, builder, remedy + ", or leave it to Boot, whose customizers can change it");
		}
		else if (!this.adapters.isPrepared(transport)) {
			report(beanName, builder, transport, remedy + ", which is to be one of Reactor Netty");
		}
	}

	/**
	 * Report a builder of RestTemplate whose transports have not been customized.
	 * @param beanName the name of the bean
	 * @param builder the builder
	 * @param transports builds its transports
	 * @param remedy what to do
	 */
	void examineTemplateBuilder(String beanName, Object builder,
			Supplier<@Nullable ClientHttpRequestFactoryBuilder<?>> transports, String remedy) {
		if (isOwnAndAskedFor(beanName)) {
			ClientHttpRequestFactoryBuilder<?> ofBuilder = transports.get();
			if (ofBuilder == null || !this.adapters.isPrepared(ofBuilder.build())) {
				report(beanName, builder, builder, remedy);
			}
		}
	}

	private String choose(String reachable) {
		return "Make it " + reachable
				+ (this.reactorNetty ? "" : ", with the dependency io.projectreactor.netty:reactor-netty-http")
				+ ", or leave the choice to Boot";
	}

	// What was taken out of MPTCP may still miss Fast Open
	private void report(String beanName, Object bean, Object transport, String remedy) {
		ClientSockets asked = this.sockets.getObject();
		if (HttpClientMptcp.isDisabled(bean) || HttpClientMptcp.isDisabled(transport)) {
			asked = asked.withMptcp(false);
		}
		if (!asked.settings().isPlain()) {
			asked.leave(Problem.permanent(BootBeans.unreachable(beanName, transport), remedy));
		}
	}

	private boolean isOwnAndAskedFor(String beanName) {
		return !this.sockets.getObject().settings().isPlain() && !isMadeByBoot(beanName);
	}

}
