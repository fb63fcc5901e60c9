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

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/**
 * Looks at beans: what is inside a proxy, whether Spring Boot or the application made it,
 * and what to call one that cannot be reached.
 */
public final class BootBeans {

	private BootBeans() {
	}

	/**
	 * Return the object inside a proxy.
	 * @param bean the bean
	 * @return the target of the proxy, or the bean itself if it is no proxy
	 */
	public static Object unwrap(Object bean) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return (target != null) ? target : bean;
	}

	/**
	 * Return what is to be said of a bean of the application with sockets that cannot be
	 * reached.
	 * @param beanName the name of the bean
	 * @param bean the bean, or what of it has the sockets
	 * @return the reason, a clause without a full stop
	 */
	public static String unreachable(String beanName, Object bean) {
		return "the sockets of the application's bean %s (%s) cannot be reached".formatted(beanName,
				ClassUtils.getShortName(bean.getClass()));
	}

	/**
	 * Return whether a class of Boot defines a bean.
	 * @param beanFactory the bean factory, {@code null} if there is none
	 * @param beanName the name of the bean
	 * @return {@code true} if a method of Boot returns it
	 */
	public static boolean isMadeByBoot(@Nullable ConfigurableListableBeanFactory beanFactory, String beanName) {
		if (beanFactory == null || !beanFactory.containsBeanDefinition(beanName)) {
			return false;
		}
		Method method = (beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition)
				? definition.getResolvedFactoryMethod() : null;
		return method != null && isOfBoot(method.getDeclaringClass());
	}

	/**
	 * Return whether a class is one of Boot.
	 * @param type the class
	 * @return {@code true} if it is in a package of Boot
	 */
	public static boolean isOfBoot(Class<?> type) {
		return type.getName().startsWith("org.springframework.boot.");
	}

}
