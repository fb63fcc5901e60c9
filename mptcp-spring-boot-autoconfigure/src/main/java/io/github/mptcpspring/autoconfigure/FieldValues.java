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

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.util.ReflectionUtils;

/**
 * Reads what an object holds and does not expose. What cannot be read counts as missing.
 */
public final class FieldValues {

	private FieldValues() {
	}

	/**
	 * Return what an object holds in its fields.
	 * @param holder the object
	 * @return the values that are objects
	 */
	public static List<Object> of(Object holder) {
		List<Object> values = new ArrayList<>();
		ReflectionUtils.doWithFields(holder.getClass(), (field) -> {
			if (field.trySetAccessible() && field.get(holder) instanceof Object value) {
				values.add(value);
			}
		}, (field) -> !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive());
		return values;
	}

	/**
	 * Return the objects of a type that an object holds in its fields, and in collections
	 * and maps there.
	 * @param <T> the type
	 * @param holder the object
	 * @param type the type
	 * @return the objects
	 */
	public static <T> List<T> of(Object holder, Class<T> type) {
		return of(holder).stream().flatMap(FieldValues::elements).filter(type::isInstance).map(type::cast).toList();
	}

	private static Stream<?> elements(Object value) {
		return switch (value) {
			case Map<?, ?> map -> map.values().stream();
			case Collection<?> collection -> collection.stream();
			default -> Stream.of(value);
		};
	}

}
