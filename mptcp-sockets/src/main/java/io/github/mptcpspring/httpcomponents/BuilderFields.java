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

package io.github.mptcpspring.httpcomponents;

import java.lang.reflect.Field;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * What has been set on the builder of a connection manager, which has no getters: what
 * takes the place of an object must be able to call it.
 *
 * @param connectionFactory the connection factory, or the default one
 * @param tlsSocketStrategy the TLS strategy, or the default one
 */
record BuilderFields(HttpConnectionFactory<ManagedHttpClientConnection> connectionFactory,
		TlsSocketStrategy tlsSocketStrategy) {

	/**
	 * Read the fields of a builder.
	 * @param builder the builder
	 * @return the fields, or {@code null} if it has other fields
	 */
	@SuppressWarnings("unchecked")
	static @Nullable BuilderFields of(PoolingHttpClientConnectionManagerBuilder builder) {
		Field connectionFactory = find((field) -> field.getType() == HttpConnectionFactory.class);
		Field tlsSocketStrategy = find((field) -> field.getType() == TlsSocketStrategy.class);
		Field systemProperties = find((field) -> field.getName().equals("systemProperties"));
		if (connectionFactory == null || tlsSocketStrategy == null || systemProperties == null) {
			return null;
		}
		try {
			Object factory = connectionFactory.get(builder);
			Object strategy = tlsSocketStrategy.get(builder);
			return new BuilderFields(
					(factory != null) ? (HttpConnectionFactory<ManagedHttpClientConnection>) factory
							: ManagedHttpClientConnectionFactory.INSTANCE,
					(strategy != null) ? (TlsSocketStrategy) strategy
							: defaultStrategy(systemProperties.getBoolean(builder)));
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	// As the builder does. Boot has it use the system properties
	private static TlsSocketStrategy defaultStrategy(boolean systemProperties) {
		return systemProperties ? DefaultClientTlsStrategy.createSystemDefault()
				: DefaultClientTlsStrategy.createDefault();
	}

	private static @Nullable Field find(Predicate<Field> predicate) {
		return Stream.of(PoolingHttpClientConnectionManagerBuilder.class.getDeclaredFields())
			.filter((field) -> predicate.test(field) && field.trySetAccessible())
			.findFirst()
			.orElse(null);
	}

}
