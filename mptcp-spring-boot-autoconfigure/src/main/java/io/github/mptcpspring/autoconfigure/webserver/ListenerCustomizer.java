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

package io.github.mptcpspring.autoconfigure.webserver;

import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

/**
 * {@link WebServerFactoryCustomizer} that makes the servers of one kind of factory listen
 * as the properties say.
 * <p>
 * Each adapter for a server contributes one as a bean. A factory that none of them serves
 * makes servers that stay on plain TCP, which {@link UnpreparedServerRefusal} and
 * {@link UnpreparedServerReporter} see to.
 * <p>
 * It comes after those of Boot (order 0) and of the application: one without an order has
 * the same, and is registered before those of an auto-configuration.
 *
 * @param <T> the type of the factory that is served
 */
public interface ListenerCustomizer<T extends WebServerFactory> extends WebServerFactoryCustomizer<T>, Ordered {

	/**
	 * Return whether the servers of a factory are prepared by this.
	 * @param factory the factory
	 * @return whether it is of the type that is served
	 */
	default boolean serves(WebServerFactory factory) {
		return ResolvableType.forClass(ListenerCustomizer.class, getClass()).getGeneric().isInstance(factory);
	}

	@Override
	default int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
