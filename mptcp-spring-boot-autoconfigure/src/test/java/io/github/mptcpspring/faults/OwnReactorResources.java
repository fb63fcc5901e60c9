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

package io.github.mptcpspring.faults;

import java.time.Duration;

import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Event loops and connections of one application: the first of those that share them
 * takes them away from the others when it is closed.
 */
@Configuration(proxyBeanMethods = false)
class OwnReactorResources {

	static final int MAX_CONNECTIONS = 12_000;

	@Bean
	ReactorResourceFactory ownReactorResourceFactory() {
		ReactorResourceFactory factory = new ReactorResourceFactory();
		factory.setUseGlobalResources(false);
		factory.setConnectionProviderSupplier(() -> ConnectionProvider.builder("faults")
			.maxConnections(MAX_CONNECTIONS)
			.pendingAcquireMaxCount(-1)
			.build());
		factory.setLoopResourcesSupplier(() -> LoopResources.create("faults-http"));
		// Without a quiet period Reactor Netty sometimes leaves a connection open
		factory.setShutdownQuietPeriod(Duration.ofMillis(500));
		return factory;
	}

}
