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
 * {@link WebServerFactoryCustomizer} that applies the settings to the servers of one type
 * of factory.
 * <p>
 * Each adapter for a server contributes a bean of this type. Servers of other factories
 * use plain TCP, which {@link UnpreparedServerRefusal} and
 * {@link UnpreparedServerReporter} handle.
 * <p>
 * It is called after the customizers of Boot (order 0) and of the application: those
 * without an order have the same order, and are registered before beans of an
 * auto-configuration.
 *
 * @param <T> the type of the factory
 */
public interface ListenerCustomizer<T extends WebServerFactory> extends WebServerFactoryCustomizer<T>, Ordered {

	/**
	 * Return whether this customizer applies to a factory.
	 * @param factory the factory
	 * @return {@code true} if the factory is of the supported type
	 */
	default boolean serves(WebServerFactory factory) {
		return ResolvableType.forClass(ListenerCustomizer.class, getClass()).getGeneric().isInstance(factory);
	}

	@Override
	default int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
