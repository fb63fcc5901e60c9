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

package io.github.mptcpspring.autoconfigure.rsocket;

import io.github.mptcpspring.autoconfigure.BootBeans;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.ServerListeners;
import io.github.mptcpspring.reactor.MptcpLoopResources;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.rsocket.netty.NettyRSocketServerFactory;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * {@link BeanPostProcessor} that applies the settings to Boot's factory of RSocket
 * servers, whose only way in are its event loops. They are those of the application's
 * {@link ReactorResourceFactory}. A factory of the application does not tell which event
 * loops it has, and is not changed.
 */
class RSocketServerPostProcessor implements BeanPostProcessor, BeanFactoryAware {

	private final ObjectProvider<ServerListeners> listeners;

	private final ObjectProvider<ReactorResourceFactory> resources;

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	/**
	 * Create a new instance.
	 * @param listeners the kits for servers
	 * @param resources the event loops of Boot's factory
	 */
	RSocketServerPostProcessor(ObjectProvider<ServerListeners> listeners,
			ObjectProvider<ReactorResourceFactory> resources) {
		this.listeners = listeners;
		this.resources = resources;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof NettyRSocketServerFactory factory && BootBeans.isMadeByBoot(this.beanFactory, beanName)) {
			ListenerSockets sockets = this.listeners.getObject().application();
			if (!sockets.settings().isPlain()) {
				this.resources.ifUnique((loops) -> factory.setResourceFactory(prepared(loops, sockets)));
			}
		}
		return bean;
	}

	// The original remains responsible for the life of the event loops
	private static ReactorResourceFactory prepared(ReactorResourceFactory resources, ListenerSockets sockets) {
		ReactorResourceFactory prepared = new ReactorResourceFactory();
		prepared.setUseGlobalResources(false);
		prepared.setLoopResources(MptcpLoopResources.forServer(resources.getLoopResources(), sockets.sockets(),
				sockets.settings(), sockets.observer(), "RSocket"));
		return prepared;
	}

}
