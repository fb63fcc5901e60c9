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

import java.beans.PropertyDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Determines the names of servers of a context from their ports: from properties of Boot
 * ({@code local.rsocket.server.port}), or from a bean with the property {@code port}.
 */
final class StartedServerNames {

	private static final Pattern PROPERTY = Pattern.compile("local\\.(.+?)(?:\\.server)?\\.port");

	private final ApplicationContext applicationContext;

	/**
	 * Create a new instance.
	 * @param applicationContext the context
	 */
	StartedServerNames(ApplicationContext applicationContext) {
		this.applicationContext = applicationContext;
	}

	/**
	 * Find the name of a server.
	 * @param port the port of the server
	 * @return the name, or empty if it is not found
	 */
	Optional<String> find(int port) {
		return findProperty(port).or(() -> findBean(port));
	}

	private Optional<String> findProperty(int port) {
		if (!(this.applicationContext.getEnvironment() instanceof ConfigurableEnvironment environment)) {
			return Optional.empty();
		}
		return environment.getPropertySources()
			.stream()
			.filter(EnumerablePropertySource.class::isInstance)
			.flatMap((source) -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
			.filter((name) -> PROPERTY.matcher(name).matches())
			.filter((name) -> String.valueOf(port).equals(environment.getProperty(name)))
			.map((name) -> PROPERTY.matcher(name).replaceFirst("$1"))
			.findFirst();
	}

	private Optional<String> findBean(int port) {
		return this.applicationContext.getBeansOfType(Lifecycle.class, false, false)
			.entrySet()
			.stream()
			.filter((bean) -> Integer.valueOf(port).equals(portOf(bean.getValue())))
			.map(Map.Entry::getKey)
			.findFirst();
	}

	private static @Nullable Object portOf(Lifecycle bean) {
		PropertyDescriptor port = BeanUtils.getPropertyDescriptor(bean.getClass(), "port");
		if (port == null || port.getReadMethod() == null) {
			return -1;
		}
		try {
			return port.getReadMethod().invoke(bean);
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			// The port is not known
			return -1;
		}
	}

}
