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

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.autoconfigure.FieldValues;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.util.ReflectionUtils;

/**
 * Inspects HTTP clients that the application built itself. Spring does not expose their
 * transport, so it is read from their fields; if a field is not found, the transport
 * counts as missing.
 */
final class BuiltClients {

	private BuiltClients() {
	}

	/**
	 * Return the value of a field of a type.
	 * @param <T> the type
	 * @param holder the object
	 * @param type the type
	 * @return the value of the field, or {@code null} if there is none
	 */
	static <T> @Nullable T find(Object holder, Class<T> type) {
		Field field = ReflectionUtils.findField(holder.getClass(), null, type);
		if (field == null || !field.trySetAccessible()) {
			return null;
		}
		return type.cast(ReflectionUtils.getField(field, holder));
	}

	/**
	 * Return whether an object has a field of a type.
	 * @param holder the object
	 * @param type the type
	 * @return {@code true} if it has such a field
	 */
	static boolean canHold(Object holder, Class<?> type) {
		return ReflectionUtils.findField(holder.getClass(), null, type) != null;
	}

	/**
	 * Return the transport inside all wrappers of Spring.
	 * @param transport a {@code ClientHttpConnector} or a
	 * {@code ClientHttpRequestFactory}
	 * @return the transport that holds the client
	 */
	static Object unwrap(Object transport) {
		Object unwrapped = transport;
		while (unwrapped instanceof AbstractClientHttpRequestFactoryWrapper wrapper) {
			unwrapped = wrapper.getDelegate();
		}
		return unwrapped;
	}

	/**
	 * Return a client or transport with what it is made of: the transport inside all
	 * wrappers of Spring, and the values of its fields.
	 * @param client the client or transport
	 * @return the objects
	 */
	static List<Object> parts(Object client) {
		List<Object> parts = new ArrayList<>(List.of(client));
		Object transport = unwrap(client);
		parts.add(transport);
		parts.addAll(FieldValues.of(transport));
		return parts;
	}

}
