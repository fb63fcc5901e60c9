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

import java.util.Optional;
import java.util.function.Predicate;

import io.github.mptcpspring.autoconfigure.ClientReport;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * {@link BeanPostProcessor} that applies the settings to the builders of one client
 * library. Clients of all other builders are reported, as are transports of this library
 * that the application makes itself and does not customize.
 * <p>
 * It customizes the initialized builders of Boot and of the application, because Boot's
 * customizers only apply to Boot's builders. By then the application has applied its own
 * customizers.
 *
 * @param <C> the type of the library's client
 */
public abstract class ClientBuilderPostProcessor<C> implements BeanPostProcessor, Ordered {

	private final ObjectProvider<ClientReport> report;

	private final String client;

	private final Class<C> clientType;

	private final Predicate<C> customized;

	private final String instruction;

	/**
	 * Create a new instance.
	 * @param report is told of the builders whose clients are reached
	 * @param client what messages call the client
	 * @param clientType the type of the library's client, in a field of a transport
	 * @param customized whether a client has been customized
	 * @param instruction how the application customizes a client that it makes itself, a
	 * clause without a full stop
	 */
	protected ClientBuilderPostProcessor(ObjectProvider<ClientReport> report, String client, Class<C> clientType,
			Predicate<C> customized, String instruction) {
		this.report = report;
		this.client = client;
		this.clientType = clientType;
		this.customized = customized;
		this.instruction = instruction;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!isReachable(bean) || !this.report.getObject().isHttpClientEnabled()) {
			return bean;
		}
		Object customized = customize(bean);
		this.report.getObject().reached(this.client, beanName);
		return customized;
	}

	/**
	 * Return whether the clients of a builder are reached.
	 * @param builder the builder, or another bean
	 * @return {@code true} if it is one of Boot's builders for this library
	 */
	protected abstract boolean isReachable(Object builder);

	/**
	 * Apply the settings to a builder.
	 * @param builder a builder whose clients are reached
	 * @return the customized builder
	 */
	protected abstract Object customize(Object builder);

	/**
	 * Return the value of a field of a client whose library does not expose it.
	 * @param <T> the type of the field
	 * @param holder the object
	 * @param type the type of the field
	 * @return the value, or {@code null} if there is none
	 */
	protected static <T> @Nullable T findField(Object holder, Class<T> type) {
		return BuiltClients.find(holder, type);
	}

	boolean isCustomized(Object transport) {
		C client = BuiltClients.find(BuiltClients.unwrap(transport), this.clientType);
		return client != null && this.customized.test(client);
	}

	Optional<String> findInstruction(Object transport) {
		return BuiltClients.canHold(BuiltClients.unwrap(transport), this.clientType) ? Optional.of(this.instruction)
				: Optional.empty();
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
